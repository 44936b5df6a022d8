package i18n

import "maps"

// With returns a catalogue in which a site's own words replace some of
// Folio's. Keys that Folio does not have change nothing.
func (c *Catalog) With(words map[string]string) *Catalog {
	if len(words) == 0 {
		return c
	}
	own := &Catalog{lang: c.lang, texts: maps.Clone(c.texts)}
	for key, text := range words {
		if _, known := own.texts[key]; known {
			own.texts[key] = text
		}
	}
	return own
}
