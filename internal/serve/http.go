package serve

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/mermaid"
	"folio/internal/output"
)

// prefix is the folder of the preview's own addresses. No site has it, since
// its names do not begin with an underscore; if one did, it would be hidden.
const prefix = "/_folio/"

// server answers requests. Whatever a browser is told comes from the current
// edition or from the files embedded here, never from the disk.
type server struct {
	url      string
	hosts    map[string]bool // what may stand in Host
	token    string          // of this process; whoever has it was served a page
	instance string          // likewise, but no secret
	board    *board
	live     *liveFiles
	explain  func(diag.Code) (check.Explanation, bool)
	editor   *editor
	log      *terminal
	// beat is how often an idle event stream says that it is alive.
	beat time.Duration
}

func newServer(opt Options, addr *net.TCPAddr, b *board, log *terminal) *server {
	s := &server{
		hosts: allowedHosts(opt.Host, addr),
		token: secret(16), instance: secret(4),
		board: b, log: log, beat: 15 * time.Second,
		editor: newEditor(opt.Editor, opt.Dir), explain: opt.Code,
	}
	s.live = newLiveFiles(opt.Messages)
	host := opt.Host
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	s.url = "http://" + net.JoinHostPort(host, itoa(addr.Port)) + "/"
	return s
}

// secret returns n random bytes in hexadecimal.
func secret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func itoa(n int) string { return strconv.Itoa(n) }

// allowedHosts lists, exactly, what a browser may call this server. A page of
// another site that has its own name lead here (DNS rebinding) is refused.
func allowedHosts(host string, addr *net.TCPAddr) map[string]bool {
	names := []string{"127.0.0.1", "localhost", "::1", host}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		// Everything that this machine is called; never a foreign name.
		if list, err := net.InterfaceAddrs(); err == nil {
			for _, a := range list {
				if n, ok := a.(*net.IPNet); ok {
					names = append(names, n.IP.String())
				}
			}
		}
		if name, err := hostname(); err == nil {
			names = append(names, name)
		}
	}
	hosts := map[string]bool{}
	for _, n := range names {
		hosts[strings.ToLower(net.JoinHostPort(n, itoa(addr.Port)))] = true
	}
	return hosts
}

// loopback says whether only this machine can reach an address.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", ownPolicy)
	h.Set("Cache-Control", "no-cache")
	if !s.hosts[strings.ToLower(r.Host)] {
		http.Error(w, "misdirected request", http.StatusMisdirectedRequest)
		return
	}
	if own, ok := strings.CutPrefix(r.URL.Path, prefix); ok {
		s.serveOwn(w, r, own)
		return
	}
	if !reading(w, r) {
		return
	}
	s.serveSite(w, r)
}

// reading refuses all but GET and HEAD.
func reading(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	return false
}

// serveOwn answers for the preview itself.
func (s *server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		s.serveEvents(w, r)
	case "open":
		s.serveOpen(w, r)
	case "explain":
		s.serveExplain(w, r)
	default:
		data, kind, ok := s.live.get(name)
		if !ok {
			http.NotFound(w, r)
			return
		}
		if reading(w, r) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("ETag", `"`+output.Sum(data).String()+`"`)
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		}
	}
}

// trusted says whether a request to act or to listen comes from a page of
// this server: it names the token, and its origin, where the browser tells,
// is this server's.
func (s *server) trusted(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	host, isHTTP := strings.CutPrefix(origin, "http://")
	site := r.Header.Get("Sec-Fetch-Site")
	switch {
	case origin != "" && (!isHTTP || !strings.EqualFold(host, r.Host)):
	case site != "" && site != "same-origin":
	case r.Method == http.MethodPost && origin == "":
	case !sameToken(r.URL.Query().Get("token"), s.token):
	default:
		return true
	}
	http.Error(w, "forbidden", http.StatusForbidden)
	return false
}

// serveSite answers with a file of the current edition.
func (s *server) serveSite(w http.ResponseWriter, r *http.Request) {
	e := s.board.current()
	if e.site == nil {
		s.serveNothing(w, r)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, hash, ok := e.site.Get(name)
	if !ok {
		if _, _, folder := e.site.Get(name + "/index.html"); folder {
			// name is in the site, so it does not begin with a slash and
			// cannot lead to another host.
			http.Redirect(w, r, "/"+name+"/", http.StatusFound)
			return
		}
		s.serveMissing(w, r, e, name)
		return
	}
	kind := output.MediaType(name)
	w.Header().Set("Content-Type", kind)
	etag := hash.String()
	if name == mermaid.Path() {
		// The sandboxed frame of the site's own pages: what it may do, it says.
		w.Header().Set("Content-Security-Policy", framePolicy(data))
	} else if isPage(name) {
		w.Header().Set("Content-Security-Policy", pagePolicy(data))
		data = inject(data, s.tag(e, name, hash, false))
		etag += "-" + s.instance
	}
	w.Header().Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// notFoundPage is the site's own page for what is not there.
const notFoundPage = "404.html"

func (s *server) serveMissing(w http.ResponseWriter, r *http.Request, e *edition, name string) {
	data, hash, ok := e.site.Get(notFoundPage)
	if !ok {
		data, hash = s.live.missing, output.Sum(s.live.missing)
	}
	s.writePage(w, r, http.StatusNotFound, data, s.tag(e, name, hash, true))
}

// serveNothing answers while there has been no site yet.
func (s *server) serveNothing(w http.ResponseWriter, r *http.Request) {
	e := s.board.current()
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	s.writePage(w, r, http.StatusServiceUnavailable, s.live.nothing, s.tag(e, name, output.Sum(s.live.nothing), true))
}

// writePage writes a page that is not what was asked for.
func (s *server) writePage(w http.ResponseWriter, r *http.Request, status int, data, tag []byte) {
	data = inject(data, tag)
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy(data))
	h.Set("Content-Type", output.MediaType("x.html"))
	h.Set("Content-Length", itoa(len(data)))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the browser has gone away
	}
}
