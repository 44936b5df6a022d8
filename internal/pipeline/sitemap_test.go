package pipeline

import (
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestSiteMapInParts: a crawler reads no file of more addresses than the format
// allows, and finds every page.
func TestSiteMapInParts(t *testing.T) {
	var pages []string
	for i := range 7 {
		pages = append(pages, fmt.Sprintf("m/página %d.html", i))
	}
	if files := siteMaps("https://docs.example/", pages, 7); len(files) != 1 || !strings.Contains(string(files["sitemap.xml"]), "<loc>https://docs.example/m/p%C3%A1gina%206.html</loc>") {
		t.Errorf("%s", files)
	}
	files := siteMaps("https://docs.example/", pages, 3)
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, []string{"sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"}) {
		t.Fatal(got)
	}
	var index struct {
		XMLName xml.Name
		Maps    []located `xml:"sitemap"`
	}
	if err := xml.Unmarshal(files["sitemap.xml"], &index); err != nil || index.XMLName.Local != "sitemapindex" || index.XMLName.Space != siteMapNS {
		t.Errorf("%v %v", index.XMLName, err)
	}
	found := 0
	for _, m := range index.Maps {
		var part struct {
			URLs []located `xml:"url"`
		}
		if err := xml.Unmarshal(files[strings.TrimPrefix(m.Loc, "https://docs.example/")], &part); err != nil || len(part.URLs) > 3 {
			t.Errorf("%s: %d addresses, %v", m.Loc, len(part.URLs), err)
		}
		found += len(part.URLs)
	}
	if found != len(pages) {
		t.Errorf("%d of %d pages", found, len(pages))
	}
}
