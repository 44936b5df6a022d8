package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"folio/internal/pipeline"
	"folio/internal/single"
)

// singles writes manuals as one file of HTML each, to be sent by mail or kept on
// a stick.
func (a *app) singles(p *project, papers []pipeline.Paper, o pdfOptions, get func(string) ([]byte, bool)) error {
	for _, x := range papers {
		page, _ := get(x.Page)
		data, err := single.Pack(x.Page, page, single.Options{Get: get, Base: p.input.Site.URL, Find: p.input.Texts.T("site.paper.find")})
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(x.File, ".pdf") + ".html"
		if err := writeWhole(filepath.Join(o.out, name), data); err != nil {
			return err
		}
		if o.quiet {
			continue
		}
		if _, err := fmt.Fprintln(a.Out, a.texts.T("cli.pdf.uno", name, a.texts.Bytes(int64(len(data))))); err != nil {
			return err
		}
	}
	return nil
}
