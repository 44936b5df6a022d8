package paper

import (
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"folio/internal/output"
)

// Host shows a site to a browser on this machine, and notes what it looks at.
type Host struct {
	get      func(path string) ([]byte, bool)
	server   *http.Server
	listener net.Listener

	mu    sync.Mutex
	views []map[string]bool
}

// NewHost serves a site's files, by their paths from its root, on an address
// that only this machine has.
func NewHost(get func(path string) ([]byte, bool)) (*Host, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	h := &Host{get: get, listener: l}
	h.server = &http.Server{Handler: h, ReadHeaderTimeout: 30 * time.Second}
	go func() { _ = h.server.Serve(l) }() // until Close
	return h, nil
}

// Close ends it.
func (h *Host) Close() { _ = h.server.Close() }

// View is the site as one document sees it.
type View struct {
	host *Host
	n    int
}

// View opens another view of the site.
func (h *Host) View() View {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.views = append(h.views, map[string]bool{})
	return View{h, len(h.views) - 1}
}

// root is the path of the view's site.
func (v View) root() string { return "/" + strconv.Itoa(v.n) + "/" }

// URL is the address of a page in the view.
func (v View) URL(page string) string {
	u := url.URL{Scheme: "http", Host: v.host.listener.Addr().String(), Path: v.root() + page}
	return u.String()
}

// Seen lists what was asked for in the view, sorted.
func (v View) Seen() []string {
	v.host.mu.Lock()
	defer v.host.mu.Unlock()
	var list []string
	for name := range v.host.views[v.n] {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// ServeHTTP implements http.Handler.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	n, err := strconv.Atoi(number)
	if r.Host != h.listener.Addr().String() || err != nil || n < 0 {
		http.NotFound(w, r)
		return
	}
	if path.Ext(name) == ".js" && !strings.HasPrefix(path.Base(name), "mermaid.") {
		// On paper there is nothing to click, and what scripts furnish a page with
		// takes its time; but for the one that has diagrams drawn.
		w.Header().Set("Content-Type", output.MediaType(name))
		return
	}
	h.mu.Lock()
	if n < len(h.views) {
		h.views[n][name] = true
	}
	h.mu.Unlock()
	data, ok := h.get(name)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", output.MediaType(name))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(data) // the browser has gone away
}
