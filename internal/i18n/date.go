package i18n

import (
	"fmt"
	"time"
)

// Date prints a calendar day as controlled documents do: 16/06/2023, in both
// languages, since it is the document's own form. The zero day is "".
func (c *Catalog) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("02/01/2006")
}

// LongDate prints a day in words: "16 de junio de 2023", "16 June 2023".
func (c *Catalog) LongDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if c.lang == English {
		return t.Format("2 January 2006")
	}
	months := [...]string{
		"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
		"agosto", "septiembre", "octubre", "noviembre", "diciembre",
	}
	return fmt.Sprintf("%d de %s de %d", t.Day(), months[t.Month()-1], t.Year())
}
