package theme

import (
	"encoding/json"
	"html"
	"html/template"
	"net/url"
	"strings"

	"folio/internal/config"
)

// Support is who helps with the system that a manual is about.
type Support struct{ Email, Phone, Hours string }

// Help is the same with the links that lead there, in each of the manual's environments.
type Help struct {
	Support
	environments []Environment
}

// Help is who helps; nil for nobody.
func (m *Manual) Help() *Help {
	if m.Support == (Support{}) {
		return nil
	}
	return &Help{m.Support, m.Environments}
}

// MailLink are the attributes of an element that leads to the address.
func (h *Help) MailLink() template.HTMLAttr {
	return h.link(h.Email, func(mail string) string { return "mailto:" + url.PathEscape(strings.Join(strings.Fields(mail), "")) })
}

// PhoneLink are those of one that leads to the number, without blanks and words
// (RFC 3966).
func (h *Help) PhoneLink() template.HTMLAttr {
	return h.link(h.Phone, func(phone string) string {
		number, _, _ := strings.Cut(strings.ToLower(phone), "ext")
		return "tel:" + strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '+' {
				return r
			}
			return -1
		}, number)
	})
}

// link leads where a text says, in each environment in which it says something else.
func (h *Help) link(text string, address func(string) string) template.HTMLAttr {
	out := `href="` + html.EscapeString(address(config.Valued(text))) + `"`
	if config.HasValue(text) && len(h.environments) > 1 {
		list := make([]string, len(h.environments))
		for i, e := range h.environments {
			list[i] = address(e.in(text))
		}
		data, _ := json.Marshal(list) // strings cannot fail
		out += ` data-hrefs="` + html.EscapeString(string(data)) + `"`
	}
	return template.HTMLAttr(out)
}

// in is a text as it reads in the environment; a value that the environment does not
// have is as it shows first.
func (e Environment) in(text string) string {
	return config.EachValue(text, func(name, value string) string {
		for _, v := range e.Values {
			if v.Name == name {
				return v.Value
			}
		}
		return value
	})
}
