// Package mermaid makes the page that draws Mermaid's diagrams in a browser: the
// library, as it comes from npm, and the few lines that hand it texts and hand
// back pictures.
//
// It runs what authors write through a large library, so it is a page of its own
// for a sandboxed frame: without an origin, with a policy that lets nothing but
// these two scripts run and nothing be loaded or sent.
package mermaid

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// library is dist/mermaid.min.js of npm's mermaid 12.3.0.
//
//go:embed mermaid.min.js.gz
var library []byte

//go:embed frame.js
var script string

// Path is where the page is, from the site's root. Its name changes with it.
var Path = sync.OnceValue(func() string {
	h := sha256.New()
	_, _ = h.Write(library)
	_, _ = h.Write([]byte(script))
	return "assets/mermaid." + hex.EncodeToString(h.Sum(nil)[:4]) + ".htm"
})

// Page is the page. The caller must not change it.
var Page = sync.OnceValue(func() []byte {
	r, err := gzip.NewReader(bytes.NewReader(library))
	if err != nil {
		panic(err) // it is embedded
	}
	code, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	var w bytes.Buffer
	w.WriteString(`<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ` + hashOf(code) + ` ` + hashOf([]byte(script)) +
		`; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="robots" content="noindex">
<title>Mermaid</title>
</head>
<body>
<script>`)
	w.Write(code)
	w.WriteString("</script>\n<script>")
	w.WriteString(script)
	w.WriteString("</script>\n</body>\n</html>\n")
	return w.Bytes()
})

// hashOf names a script in a policy.
func hashOf(script []byte) string {
	sum := sha256.Sum256(script)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
