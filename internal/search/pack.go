package search

import (
	"bytes"
	"encoding/binary"
	"io"
	"strconv"
	"sync"

	"github.com/klauspost/compress/flate"
)

// packer deflates and wraps. Its zero value is ready; it is safe for
// concurrent use.
type packer struct{ plain, primed, room sync.Pool }

// wrap makes the script that hands data over to the search client:
//
//	folioSearch.put("key","…")
//
// The data is deflated (raw, RFC 1951), preceded by its inflated length as a
// varint, and carried as the characters of a string, two bytes in each. The
// file is UTF-16 with a byte order mark, which decides the encoding of a script
// before a server's header or the page's (Encoding Standard, "decode"); the
// 2,056 of 65,536 values that a string cannot hold are escaped, so that the wrapping
// costs 3 %, where base64 costs 33 %. A shared disk and many intranet servers
// compress nothing themselves.
func (p *packer) wrap(key string, data []byte) []byte {
	return p.script(key, &p.plain, sharedLevel, nil, data)
}

// wrapExcerpt is wrap for the excerpt files, which are deflated with dictionary
// as the text before them.
func (p *packer) wrapExcerpt(key string, data []byte) []byte {
	return p.script(key, &p.primed, excerptLevel, []byte(dictionary), data)
}

func (p *packer) script(key string, deflaters *sync.Pool, level int, before, data []byte) []byte {
	room, _ := p.room.Get().(*bytes.Buffer)
	if room == nil {
		room = new(bytes.Buffer)
	}
	defer p.room.Put(room)
	room.Reset()
	deflate(deflaters, room, level, before, data)
	if room.Len()%2 == 1 {
		room.WriteByte(0)
	}
	return script(key, room.Bytes())
}

// script carries an even number of bytes.
func script(key string, buf []byte) []byte {
	out := make([]byte, 0, len(buf)+len(buf)/16+2*len(key)+64)
	out = append(out, 0xff, 0xfe)
	ascii := func(s string) {
		for i := 0; i < len(s); i++ {
			out = append(out, s[i], 0)
		}
	}
	ascii("folioSearch.put(" + strconv.QuoteToASCII(key) + `,"`)
	for i := 0; i < len(buf); i += 2 {
		u := binary.LittleEndian.Uint16(buf[i:])
		if mustEscape(u) {
			out = append(out, 1, 0)
			u ^= 0x8000
		}
		out = append(out, byte(u), byte(u>>8))
	}
	ascii("\")\n")
	return out
}

// mustEscape reports whether a code unit cannot stand for itself in a string
// of a script: quotes, backslashes and line ends, surrogates (a lone one is no
// text), and the escape mark itself.
func mustEscape(u uint16) bool {
	switch {
	case u >= 0xd800 && u <= 0xdfff:
		return true
	case u == 1 || u == '"' || u == '\\' || u == '\n' || u == '\r' || u == 0x2028 || u == 0x2029:
		return true
	}
	return false
}

func deflate(pool *sync.Pool, b *bytes.Buffer, level int, before, data []byte) {
	b.Write(binary.AppendUvarint(b.AvailableBuffer(), uint64(len(data))))
	w, _ := pool.Get().(*flate.Writer)
	if w == nil {
		w, _ = flate.NewWriterDict(b, level, before) // the level is a valid one
	} else {
		w.Reset(b) // keeps the dictionary
	}
	// A bytes.Buffer does not fail, so neither do these.
	_, _ = w.Write(data)
	_ = w.Close()
	pool.Put(w)
}

// Of a site's excerpts there are many and each is short: more effort makes them
// 6 % smaller and takes twice the time. Of shards there are few.
const (
	excerptLevel = 2
	sharedLevel  = 7
)

// unwrap is the inverse of wrap, or with the dictionary before of wrapExcerpt.
func unwrap(file, before []byte) (key string, data []byte, err error) {
	units := make([]uint16, 0, len(file)/2)
	for i := 2; i+1 < len(file); i += 2 {
		units = append(units, binary.LittleEndian.Uint16(file[i:]))
	}
	const head = len(`folioSearch.put("`)
	const foot = len("\")\n")
	if len(units) < head+foot {
		return "", nil, io.ErrUnexpectedEOF
	}
	units = units[head : len(units)-foot]
	for len(units) > 0 && units[0] != '"' {
		key += string(rune(units[0]))
		units = units[1:]
	}
	if len(units) < 3 {
		return "", nil, io.ErrUnexpectedEOF
	}
	var buf []byte
	for i := 3; i < len(units); i++ {
		u := units[i]
		if u == 1 && i+1 < len(units) {
			i++
			u = units[i] ^ 0x8000
		}
		buf = append(buf, byte(u), byte(u>>8))
	}
	_, n := binary.Uvarint(buf)
	data, err = io.ReadAll(flate.NewReaderDict(bytes.NewReader(buf[n:]), before))
	return key, data, err
}
