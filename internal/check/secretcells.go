package check

import (
	"slices"
	"strings"
	"unicode"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// Of the names that a table gives, above a column or before a cell: those whose value
// is a password, and those that also name what is no secret, as the keys of a
// configuration and of a database.
var (
	passwordName = pattern.Of(`(?i)(?:^|[^\pL\d])(?:[\w.-]*(?:password|passwd|passphrase)|contraseñas?|contrasenas?|pwd)(?:$|[^\pL\d])`)
	otherName    = pattern.Of(`(?i)(?:^|[^\pL\d])` + secretNames + `s?(?:$|[^\pL\d])`)
)

// SecretCell tells whether a cell of a table is a secret, by the name above it or
// before it: a word that somebody chose so that nobody guesses it.
func SecretCell(name, value string) bool {
	value = strings.TrimSpace(value)
	if len(value) < 6 || len(name) > 60 || strings.ContainsAny(value, " \t\n/<>{}()") {
		return false
	}
	// Cheap questions first: there are hundreds of cells.
	kinds := variety(value)
	if kinds < 2 || !slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(asciiLower(name), w) }) {
		return false
	}
	return (passwordName.MatchString(name) || kinds >= 3 && otherName.MatchString(name)) && !stands.MatchString(value)
}

// variety is of how many kinds the characters of a word are: small letters, capitals,
// digits and signs that names of things do not have. Without a letter, or with letters
// alone, it is no word that somebody chose as a secret.
func variety(word string) int {
	var small, capital, digit, sign int
	for _, r := range word {
		switch {
		case unicode.IsDigit(r):
			digit = 1
		case unicode.IsUpper(r):
			capital = 1
		case unicode.IsLetter(r):
			small = 1
		case strings.ContainsRune("*#$%&@+!?¡¿=~^", r):
			sign = 1
		}
	}
	if small+capital == 0 || digit+sign == 0 {
		return 0
	}
	return small + capital + digit + sign
}

// secretsInTables finds the cells that are secrets by the names that their tables give.
func (x *Section) secretsInTables(r *reporter) {
	x.eachBlock(func(b *markdown.Block) {
		if b.Kind != markdown.TableBlock || len(b.Rows) == 0 {
			return
		}
		head := b.Rows[0]
		for _, row := range b.Rows[1:] {
			for c := range row {
				if c < len(head) && SecretCell(head[c].Text, row[c].Text) || c > 0 && SecretCell(row[c-1].Text, row[c].Text) {
					pos, _ := x.Outline.At(&row[c], 0)
					r.add(pos, "", diag.Error, "SEG-01.valor")
				}
			}
		}
	})
}
