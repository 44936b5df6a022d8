package pipeline

import "folio/internal/output"

// Printed is what the cache has of a manual's PDF: what it was printed from and
// by, and which file it is.
type Printed struct {
	Browser string
	Reads   []Read
	File    string // from the site's root
	Hash    output.Hash
}

// Read is a file of the site that a PDF shows something of; the zero hash is one
// that is not there.
type Read struct {
	Path string
	Hash output.Hash
}

// printedPrefix begins the names of entries of PDFs; no manual's has a dot.
const printedPrefix = "pdf."

// Printed gives what is known of a manual's PDF.
func (c *CacheDir) Printed(slug string) (p Printed, ok bool) {
	if c == nil {
		return p, false
	}
	_, ok = c.load(printedPrefix+slug, &p)
	return p, ok
}

// SavePrinted remembers a manual's PDF.
func (c *CacheDir) SavePrinted(slug string, p Printed) {
	if c != nil {
		c.save(printedPrefix+slug, p)
	}
}
