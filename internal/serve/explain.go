package serve

import (
	"encoding/json"
	"net/http"

	"folio/internal/diag"

	"folio/internal/output"
)

// explanation is a check.Explanation for the panel.
type explanation struct {
	Says  []saying `json:"says"`
	Why   string   `json:"why,omitempty"`
	Wrong string   `json:"wrong,omitempty"`
	Right string   `json:"right,omitempty"`
}

type saying struct {
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// serveExplain says what a finding's code means, as folio explain does.
func (s *server) serveExplain(w http.ResponseWriter, r *http.Request) {
	if !reading(w, r) {
		return
	}
	if s.explain == nil {
		http.NotFound(w, r)
		return
	}
	e, ok := s.explain(diag.Code(r.URL.Query().Get("code")))
	if !ok {
		http.NotFound(w, r)
		return
	}
	x := explanation{Says: []saying{}, Why: e.Why, Wrong: e.Wrong, Right: e.Right}
	for _, s := range e.Says {
		x.Says = append(x.Says, saying(s))
	}
	data, err := json.Marshal(x)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", output.MediaType("x.json"))
	_, _ = w.Write(data) // the browser has gone away
}
