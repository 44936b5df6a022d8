package search

// words are the catalogue keys of what the search screen says. They travel in
// indice.js without their prefix "search.".
func words() []string {
	return []string{
		"search.title", "search.label", "search.placeholder", "search.close", "search.clear",
		"search.loading", "search.failed", "search.reload",
		"search.results.none", "search.results.one", "search.results.many", "search.results.more", "search.some", "search.rest",
		"search.more", "search.showing", "search.corrected", "search.missing", "search.excluded", "search.excluded.hint", "search.nofilter",
		"search.none", "search.none.hint", "search.stop",
		"search.recent", "search.forget", "search.tips",
		"search.example.number", "search.example.phrase", "search.example.exclude", "search.example.system", "search.example.section", "search.example.paste",
		"search.tip.number", "search.tip.phrase", "search.tip.exclude", "search.tip.system", "search.tip.section", "search.tip.paste",
		"search.systems", "search.sections", "search.filters", "search.all",
		"search.key.move", "search.key.open", "search.key.close",
		"search.kind.m", "search.kind.s", "search.kind.t", "search.kind.i", "search.kind.l",
		"search.kind.p", "search.kind.e", "search.kind.g",
		"search.environment", "search.within", "search.first",
		"search.marks", "search.marks.none", "search.marks.next", "search.marks.prev", "search.marks.clear",
	}
}
