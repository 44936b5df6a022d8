package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// bareAddresses makes links of addresses in running text, as GFM has it, but
// with the addresses that there are: of letters beyond ASCII, of machines by
// their number or without a domain, and with a port.
func bareAddresses() parser.InlineParser {
	return extension.NewLinkifyParser(
		extension.WithLinkifyURLRegexp(regexp.MustCompile(`^(?:https?|ftp)://[\p{L}\p{N}][`+hostRunes+`]{0,255}`+addressPath)),
		extension.WithLinkifyWWWRegexp(regexp.MustCompile(`^www\.[`+hostRunes+`]{1,256}\.\p{L}+`+addressPath)),
	)
}

// What an address is made of. Marks of punctuation beyond ASCII, quotes above
// all, are around addresses, not in them, and so are those at the end.
const (
	hostRunes   = `-@:%._+~=\p{L}\p{M}\p{N}`
	pathRunes   = "-@:%_+.~#$!?&/=()^{}\\[\\],`" + `\p{L}\p{M}\p{N}`
	addressPath = `(?:[/?#](?:[` + pathRunes + `;'">]*[` + pathRunes + `])?)?`
)
