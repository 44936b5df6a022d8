package main

import (
	"path/filepath"
	"testing"

	"folio/internal/browsertest"
)

// TestCodeInCells keeps its lines and its blanks on the page and on paper; a command
// among the words of a cell may break anywhere there.
func TestCodeInCells(t *testing.T) {
	out := siteOf(t, `
-- content/m/manual.yaml --
titulo: M
-- content/m/01-uno.md --
# Uno

<table>
<tr><th>Paso</th><th>Comando</th></tr>
<tr><td>1</td><td><pre><code>server {&#10;    listen 80;&#10;}</code></pre></td></tr>
<tr><td>2</td><td>Ejecute <code>ls</code></td></tr>
</table>
`)
	r := &reader{t, browsertest.Start(t), "file://" + filepath.ToSlash(out) + "/"}
	const look = `[...document.querySelectorAll('td code')].map(e => getComputedStyle(e).whiteSpaceCollapse).join()`
	r.open("m/uno.html")
	r.want("on the page", look, "preserve,collapse")
	r.media("print")
	r.want("on paper", look, "preserve,collapse")
	r.media("")
}
