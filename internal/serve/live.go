package serve

import (
	_ "embed"
	"encoding/json"
	"html"

	"folio/internal/i18n"
	"folio/internal/output"
)

// The script of the preview, which is no part of a site.
var (
	//go:embed live/live.js
	liveJS string
	//go:embed live/merge.js
	mergeJS string
	//go:embed live/panel.js
	panelJS string
	//go:embed live/live.css
	liveCSS string
	//go:embed live/panel.css
	panelCSS string
)

// liveFiles are the preview's own files, in the author's language.
type liveFiles struct {
	script  []byte
	version string // changes with the script
	missing []byte // the page for what is not there, if the site has none
	nothing []byte // the page while there is no site
}

// newLiveFiles puts the script together.
func newLiveFiles(msg *i18n.Catalog) *liveFiles {
	texts := map[string]string{}
	for _, key := range []string{
		"title.uno", "title.varios", "elsewhere.uno", "elsewhere.varios", "more", "broken", "lost", "moved", "gone", "open",
		"panel", "clean", "others", "explain", "wrong", "right", "unexplained",
	} {
		texts[key] = msg.T("serve.live." + key)
	}
	words, _ := json.Marshal(texts) // strings always marshal
	script := "(function () {\n'use strict';\nvar texts = " + string(words) + ";\n" +
		mergeJS + "\n" + panelJS + "\n" + liveJS + "\n})();\n"
	return &liveFiles{
		script:  []byte(script),
		version: output.Sum([]byte(script)).String()[:8],
		missing: plainPage(msg, "serve.missing"),
		nothing: plainPage(msg, "serve.nothing"),
	}
}

// plainPage is a page of the preview's own, with the words of key.
func plainPage(msg *i18n.Catalog, key string) []byte {
	title, text := html.EscapeString(msg.T(key)), html.EscapeString(msg.T(key+".text"))
	return []byte(`<!DOCTYPE html>
<html lang="` + string(msg.Lang()) + `">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>` + title + `</title>
<link rel="stylesheet" href="` + prefix + `live.css">
</head>
<body class="folio-live-plain">
<main>
<h1>` + title + `</h1>
<p>` + text + `</p>
</main>
</body>
</html>
`)
}

func (l *liveFiles) get(name string) (data []byte, kind string, ok bool) {
	switch name {
	case "live.js":
		return l.script, output.MediaType(name), true
	case "live.css":
		return []byte(liveCSS), output.MediaType(name), true
	case "panel.css":
		return []byte(panelCSS), output.MediaType(name), true
	}
	return nil, "", false
}

func sumOf(data []byte) string { return output.Sum(data).String() }
