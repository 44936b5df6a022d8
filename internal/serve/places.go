package serve

import "sync"

// places knows on which page what is wrong with a source file can be seen: the
// first, in the order of their addresses, that has it among its sources. Asking
// all pages for theirs takes a while on a large site, so the answers last as long
// as no page comes or goes; they are asked anew for a file that nobody asked for
// before.
type places struct {
	mu    sync.Mutex
	pages map[string]string // by source; "" for none
	asked uint64            // the version of the edition whose pages were asked last
}

// page is the page of a source file in an edition, "" for none.
func (p *places) page(e *edition, source string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if page, known := p.pages[source]; known {
		return page
	}
	if e.sources != nil && e.site != nil && p.asked != e.version {
		p.asked = e.version
		if p.pages == nil {
			p.pages = map[string]string{}
		}
		for _, page := range e.site.Paths() {
			if !isPage(page) {
				continue
			}
			for _, s := range e.sources(page) {
				if p.pages[s] == "" {
					p.pages[s] = page
				}
			}
		}
		if page, known := p.pages[source]; known {
			return page
		}
	}
	if p.pages != nil {
		p.pages[source] = ""
	}
	return ""
}
