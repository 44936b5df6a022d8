package check

import (
	"net/netip"
	"path"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

var plainHTTP = watchFor("http://")

// plainAddresses finds http:// to a host that others can reach.
func plainAddresses(x *Section, b *markdown.Block, r *reporter) {
	for at := 0; ; {
		i := strings.Index(b.Text[at:], "http://")
		if i < 0 {
			break
		}
		i += at
		at = i + len("http://")
		host := hostOf(b.Text[at:])
		if host == "" || isLocal(host) || isName(host) || proxied(b.Text[:i]) || strings.Contains(b.Text[max(0, i-near):min(len(b.Text), i+near)], "https://"+host) {
			continue
		}
		if b.Kind == markdown.CodeBlock && isBasic(b.Text, i) {
			r.at(x, b, i, diag.Warning, "SEG-04.clave", host)
		} else {
			r.at(x, b, i, diag.Warning, "SEG-04", host)
		}
	}
}

// plainLinks finds links to a host that others can reach, which do not show that
// they are to http://.
func plainLinks(x *Section, b *markdown.Block, r *reporter) {
	for _, s := range b.Spans {
		if rest, ok := strings.CutPrefix(s.Target, "http://"); ok && s.Kind == markdown.LinkSpan && !strings.Contains(b.Text[s.Start:s.End], "http://") {
			if host := hostOf(rest); host != "" && !isLocal(host) && !isName(host) {
				// A page to read, not a connection that the system makes.
				r.at(x, b, s.Start, diag.Info, "SEG-04", host)
			}
		}
	}
}

// hostOf is the host that an address begins with; "" when it stands for one.
func hostOf(s string) string {
	s = s[:min(len(s), 300)]
	if k := strings.IndexAny(s, "/ \n\r\t\"'`)>,;|\\?#"); k >= 0 {
		s = s[:k]
	}
	s = s[strings.LastIndexByte(s, '@')+1:]
	if strings.HasPrefix(s, "[") {
		host, _, _ := strings.Cut(s[1:], "]")
		return host
	}
	host, _, _ := strings.Cut(s, ":")
	host = strings.ToLower(strings.Trim(host, ".*_«»“”"))
	if strings.ContainsAny(host, "${}<[…%(") {
		return ""
	}
	return host
}

// isLocal tells a host that only this machine or the private network reaches, or
// one that is reserved for examples.
func isLocal(host string) bool { return isNear(host) || isExample(host) }

// isNear tells a host that only this machine or the private network reaches. A
// name without a dot is a service beside.
func isNear(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return a.IsLoopback() || a.IsPrivate() || a.IsUnspecified() || a.IsLinkLocalUnicast()
	}
	dot := strings.LastIndexByte(host, '.')
	if dot < 0 {
		return true
	}
	switch host[dot+1:] {
	case "local", "localhost", "internal", "lan", "intranet", "localdomain", "corp", "home":
		return true
	}
	return false
}

// isExample tells a host that is reserved for examples.
func isExample(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return isDocumentation(a)
	}
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "test", "example", "invalid":
		return true
	}
	for _, reserved := range []string{"example.com", "example.org", "example.net"} {
		if host == reserved || strings.HasSuffix(host, "."+reserved) {
			return true
		}
	}
	return false
}

var documentation = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"),
}

func isDocumentation(a netip.Addr) bool {
	for _, p := range documentation {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// isName tells the hosts whose addresses are names of formats, never opened, and
// those whose packages are signed.
func isName(host string) bool {
	for _, end := range []string{"w3.org", "xmlsoap.org", "springframework.org", "maven.apache.org", "www.apache.org", "java.sun.com", "xmlns.jcp.org", "microsoft.com", "openxmlformats.org", "purl.org", "json-schema.org", "sitemaps.org", "debian.org", "ubuntu.com", "opengis.net", "oasis-open.org", "jakarta.ee"} {
		if host == end || strings.HasSuffix(host, "."+end) {
			return true
		}
	}
	return strings.HasPrefix(host, "schemas.") || strings.HasPrefix(host, "xmlns.")
}

// proxied tells whether an address is a proxy's, which are named with http.
func proxied(before string) bool {
	before = strings.ToLower(before[max(0, len(before)-40):])
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return strings.Contains(before, "proxy") && !strings.Contains(before, "proxy_pass") && !strings.Contains(before, "proxypass")
}

// isBasic tells whether the order at a byte sends a name and a password with it.
func isBasic(text string, at int) bool {
	line := text[max(0, at-near):min(len(text), at+near)]
	at = min(at, near)
	line = line[strings.LastIndexByte(line[:at], '\n')+1:]
	line, _, _ = strings.Cut(line, "\n")
	curl, user := false, false
	for _, w := range strings.Fields(line) {
		curl = curl || path.Base(w) == "curl"
		user = user || w == "-u" || w == "--user" || strings.HasPrefix(w, "--user=") || strings.HasPrefix(w, "-u") && len(w) > 3 && strings.Contains(w, ":")
	}
	return curl && user
}
