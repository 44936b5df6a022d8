package pipeline

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
)

const (
	siteMapName = "sitemap.xml"
	siteMapNS   = "http://www.sitemaps.org/schemas/sitemap/0.9"
	// siteMapURLs is how many addresses one file may hold (sitemaps.org, 0.9).
	siteMapURLs = 50_000
)

// siteMap: every page, for crawlers (sitemaps.org, 0.9).
func siteMap() whole {
	return whole{name: "sitemap", off: func(a *assembly) bool { return a.b.in.Site.URL == "" }, make: (*assembly).siteMap}
}

func (a *assembly) siteMap() error {
	var pages []string
	for _, p := range a.homeParts() {
		pages = append(pages, p.page)
	}
	pages = append(pages, outs(a.made)...)
	for _, c := range a.made {
		if c.knows.Duty != "" {
			pages = append(pages, c.knows.Duty)
		}
	}
	for _, u := range a.boardUnits() {
		pages = append(pages, u.URL)
	}
	for name, data := range siteMaps(a.b.in.Site.URL, pages, siteMapURLs) {
		if err := a.sink.Put(name, data); err != nil {
			return err
		}
	}
	return nil
}

// located is an element of a site map or of a list of them.
type located struct {
	Loc string `xml:"loc"`
}

// siteMaps lists pages, given by their paths, in one file, or in several of most
// addresses each and a list of those. base ends in a slash.
func siteMaps(base string, pages []string, most int) map[string][]byte {
	at := func(path string) located {
		u := url.URL{Path: path}
		return located{base + u.EscapedPath()}
	}
	files := map[string][]byte{}
	var parts []located
	for some := range slices.Chunk(pages, most) {
		list := make([]located, len(some))
		for i, p := range some {
			list[i] = at(p)
		}
		name := siteMapName
		if len(pages) > most {
			name = fmt.Sprintf("sitemap-%d.xml", len(parts)+1)
		}
		parts = append(parts, at(name))
		files[name] = siteMapFile(struct {
			XMLName xml.Name  `xml:"urlset"`
			NS      string    `xml:"xmlns,attr"`
			URLs    []located `xml:"url"`
		}{NS: siteMapNS, URLs: list})
	}
	if len(parts) > 1 {
		files[siteMapName] = siteMapFile(struct {
			XMLName xml.Name  `xml:"sitemapindex"`
			NS      string    `xml:"xmlns,attr"`
			Maps    []located `xml:"sitemap"`
		}{NS: siteMapNS, Maps: parts})
	}
	return files
}

func siteMapFile(doc any) []byte {
	data, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		panic(err) // plain structs of strings
	}
	return append([]byte(xml.Header), append(data, '\n')...)
}
