package pipeline

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/i18n"
	"folio/internal/theme"
)

// homeCards is how many manuals the home page lists at most: some 250 KB. With more
// there are several pages, by title.
const homeCards = 300

// homePart is a page of the list of manuals.
type homePart struct {
	page  string // "index.html", "manuales-2.html"
	cards []theme.Card
}

// homeParts are the pages of the list of manuals, sorted once: one, as a rule, in the
// order of the folders.
func (a *assembly) homeParts() []homePart {
	if a.parts == nil {
		a.parts = a.cutHome()
	}
	return a.parts
}

func (a *assembly) cutHome() []homePart {
	if len(a.cards) <= homeCards {
		return []homePart{{"index.html", a.cards}}
	}
	cards := slices.Clone(a.cards)
	compare := i18n.Compare(a.b.in.Texts.Lang())
	slices.SortStableFunc(cards, func(x, y theme.Card) int { return compare(x.Title, y.Title) })
	var list []homePart
	for some := range slices.Chunk(cards, homeCards) {
		page := "index.html"
		if n := len(list) + 1; n > 1 {
			page = "manuales-" + strconv.Itoa(n) + ".html"
		}
		list = append(list, homePart{page, some})
	}
	return list
}

// homeLinks lead to the pages of the list, each by its first and its last title; none
// for a list of one page.
func (a *assembly) homeLinks(parts []homePart) []theme.BoardView {
	if len(parts) == 1 {
		return nil
	}
	list := make([]theme.BoardView, len(parts))
	for i, p := range parts {
		title := a.b.in.Texts.T("site.board.from-to", ends(p.cards[0].Title), ends(p.cards[len(p.cards)-1].Title))
		list[i] = theme.BoardView{Link: theme.Link{Title: title, URL: p.page}, Rows: len(p.cards)}
	}
	return list
}

// ends are enough of a title to find one's way in an alphabet: its first words and its
// last ones, for those of many manuals begin alike.
func ends(title string) string {
	const first, last = 12, 16
	all := []rune(title)
	if len(all) <= first+last {
		return title
	}
	from, to := string(all[:first]), string(all[len(all)-last:])
	if i := strings.LastIndexByte(from, ' '); i > 0 {
		from = from[:i]
	}
	if i := strings.IndexByte(to, ' '); i >= 0 && i < len(to)-1 {
		to = to[i+1:]
	}
	return from + " … " + to
}
