package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"html"
	"io"
	"strings"
)

// summer passes a file on, and learns its size, its sum and a page's title.
type summer struct {
	path string
	r    io.Reader
	sum  hash.Hash
	size int64
	head []byte // of a page
}

// maxHead is within how many bytes of a page its title stands.
const maxHead = 4 << 10

func newSummer(path string, r io.Reader) *summer {
	return &summer{path: path, r: r, sum: sha256.New()}
}

func (s *summer) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	_, _ = s.sum.Write(b[:n]) // never fails
	s.size += int64(n)
	if room := maxHead - len(s.head); room > 0 && isPage(s.path) {
		s.head = append(s.head, b[:min(n, room)]...)
	}
	return n, err
}

func (s *summer) entry() Entry {
	return Entry{Path: s.path, Size: s.size, Sum: hex.EncodeToString(s.sum.Sum(nil)), Title: titleOf(s.head)}
}

func isPage(path string) bool { return strings.HasSuffix(path, ".html") }

// titleOf is the title of a page that Folio made; "" when there is none.
func titleOf(head []byte) string {
	_, rest, ok := bytes.Cut(head, []byte("<title>"))
	title, _, closed := bytes.Cut(rest, []byte("</title>"))
	if !ok || !closed {
		return ""
	}
	return html.UnescapeString(string(title))
}

// readSome fills a buffer as far as a reader goes.
func readSome(r io.Reader, b []byte) (int, error) {
	n, err := io.ReadFull(r, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}
