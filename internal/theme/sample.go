package theme

// sample is one view of each kind, to try templates on. Its words are never
// published.
type sample struct {
	home     Home
	cover    Cover
	section  Section
	paper    Paper
	notFound NotFound
	search   SearchPage
	matrix   Matrix
	systems  Map
	board    Board
	duty     Duty
	run      Run
}

// bareSample has nothing but what every page has.
func bareSample() sample {
	f := func(k kind, path, root string) Frame {
		return Frame{Site: &Site{Lang: "es"}, Kind: kinds[k], Title: "T", Path: path, Root: root}
	}
	m := &Manual{Title: "M", Folder: "m/", Cover: "index.html"}
	return sample{
		home:     Home{Frame: f(homePage, "index.html", "")},
		cover:    Cover{Frame: f(coverPage, "m/index.html", "../"), Manual: m},
		section:  Section{Frame: f(sectionPage, "m/a.html", "../"), Manual: m},
		paper:    Paper{Frame: f(paperPage, "m/imprimir.html", "../"), Manual: m},
		notFound: NotFound{Frame: f(notFoundPage, "404.html", ""), BasePath: "/"},
		search:   SearchPage{Frame: f(searchPage, "buscar.html", "")},
		matrix:   Matrix{Frame: f(matrixPage, "cumplimiento.html", "")},
		systems:  Map{Frame: f(mapPage, "mapa.html", "")},
		run:      Run{Frame: f(runPage, "m/ejecutar.html", "../"), Manual: m},
		board:    Board{Frame: f(boardPage, "inventario.html", ""), Tables: []BoardTable{{}}},
		duty:     Duty{Frame: f(dutyPage, "m/guardia.html", "../"), Manual: m},
	}
}

// fullSample has every field filled and every list with two entries, so that
// each branch of a template runs.
func fullSample() sample {
	site := &Site{Title: "S", Description: "D", Entity: "E", Lang: "es", Generator: "G"}
	f := func(k kind, path, root string) Frame {
		return Frame{
			Site: site, Kind: kinds[k], Title: "T", Description: "D", Root: root,
			Canonical: "https://docs.example/" + path, Path: path, Search: true,
		}
	}
	link := Link{Number: "1", Title: "A", URL: "a.html"}
	nav := []NavItem{
		{Link: link, Children: []NavItem{{Link: Link{Number: "1.1", Title: "B", URL: "a/b.html"}}}},
		{Link: Link{Number: "2", Title: "C", URL: "c.html"}},
	}
	state := State{ID: "vigente", Label: "V"}
	m := &Manual{
		Title: "M", Folder: "m/", Cover: "index.html", State: state, Support: Support{"a@b.example", "1", "8 a 5"}, Nav: nav, Print: "imprimir.html", Duty: "guardia.html", PDF: "M_v1.pdf", Longest: [6]string{"10.10.10"},
		Notices: []Notice{{Kind: "obsoleto", Title: "O", Text: "T.", Lead: "L:", Link: link}, {Kind: "vencido", Title: "V", Text: "T.", Link: Link{Title: "D"}}},
		Environments: []Environment{
			{ID: "produccion", Name: "P", Values: []Value{{"A", "1"}}},
			{ID: "pruebas", Name: "Q", Values: []Value{{"A", "2"}}},
		},
		Header: Header{
			Entity: "E", EntityMark: "e.svg", Title: "M", SIG: "S", SIGText: "T", SIGMark: "s.svg",
			Process: "P", Version: "1", Validity: "16/06/2023", Code: "C",
		},
	}
	tab, warnings := DutyTab{"P", "produccion"}, []DutyWarning{{"danger", "P", "T"}}
	code := []DutyCode{{HTML: "<pre></pre>"}, {tab, "<pre></pre>"}, {DutyTab{Name: "L"}, "<pre></pre>"}}
	card := Card{
		Title: "M", URL: "m/index.html", Description: "D", Code: "C", Version: "1", Validity: "16/06/2023",
		Process: "P", State: state, Sections: 2, ValidityISO: "2023-06-16", Late: true,
	}
	cards := []Card{card, card}
	return sample{
		home: Home{Frame: f(homePage, "index.html", ""), Intro: "<p>I</p>", Manuals: cards, Total: 4, Parts: []BoardView{{Link: link, Current: true}, {Link: link}}, Boards: []Link{{Title: "C", URL: "cumplimiento.html"}, {Title: "I", URL: "inventario.html"}}, TitleID: "x", TitleNotes: "<sup>1</sup>"},
		cover: Cover{
			Frame: f(coverPage, "m/index.html", "../"), Manual: m, Intro: "<p>I</p>", TitleID: "x", TitleNotes: "<sup>1</sup>",
			Register: []Field{{"L", "V", ""}, {"L", "W", "N"}}, Contents: nav,
			Lists:     []FigureList{{"L", []FigureEntry{{"T 1", "X", "a.html#t"}, {"T 2", "Y", "a.html#u"}}}},
			Changes:   []Change{{"1", "16/06/2023", "D"}, {"2", "16/06/2024", "D"}},
			Approvals: []Approval{{"E", "N", "R", "16/06/2023"}, {"A", "N", "R", "16/06/2023"}},
			Next:      link,
		},
		section: Section{
			Frame: f(sectionPage, "m/a/b.html", "../../"), Manual: m, Number: "1.1", TitleID: "x", TitleNotes: "<sup>1</sup>",
			Crumbs: []Link{{Title: "S", URL: "../../index.html"}, link},
			Headings: []Heading{
				{Link: Link{Number: "1.1.1", Title: "H", URL: "#h"}, Level: 2},
				{Link: Link{Title: "I", URL: "#i"}, Level: 3},
			},
			Body: []byte("<p>B</p>"), Children: nav, Prev: link, Next: link,
			Notices: []Notice{{Kind: "borrador", Title: "B", Text: "T."}},
			Trace:   Trace{Day: "12 de marzo de 2026", ISO: "2026-03-12", Edit: "https://git.example/x"},
		},
		run: Run{
			Frame: f(runPage, "m/ejecutar.html", "../"), Manual: m, Procedures: []RunProcedure{{link, 1, false}, {link, 2, true}},
			Pages: []RunPage{{"s1", "1", "A", "a.html", "<p>A</p>"}, {"s2", "2", "B", "b.html", "<p>B</p>"}},
			Data:  "<script></script>", Facts: "../assets/ejecutar.js", Tags: "<link>",
		},
		paper: Paper{
			Frame: f(paperPage, "m/imprimir.html", "../"), Manual: m, Intro: []byte("<p>I</p>"),
			Register: []Field{{"L", "V", ""}, {"L", "W", "N"}}, Contents: nav, PageWord: ", p. {0}",
			Lists:     []FigureList{{"L", []FigureEntry{{"T 1", "X", "#t"}, {"T 2", "Y", "#u"}}}},
			Changes:   []Change{{"1", "16/06/2023", "D"}, {"2", "16/06/2024", "D"}},
			Approvals: []Approval{{"E", "N", "R", "16/06/2023"}, {"A", "N", "R", "16/06/2023"}},
			Sections: []PaperSection{
				{Level: 1, ID: "s1", Number: "1", Title: "A", Notes: "<sup>1</sup>", Body: []byte("<p>B</p>"), Draft: []Notice{{Title: "B", Text: "T."}}},
				{Level: 2, ID: "s2", Title: "B", Body: []byte("<p>C</p>")},
			},
		},
		notFound: NotFound{Frame: f(notFoundPage, "404.html", ""), BasePath: "/base/", Manuals: cards, Parts: []BoardView{{Link: link}}},
		search:   SearchPage{Frame: f(searchPage, "buscar.html", "")},
		systems: Map{
			Frame: f(mapPage, "mapa.html", ""), Drawing: "<svg></svg>", Tags: "<link>", Lost: cards,
			Parts:   []BoardView{{Link: link, Current: true}, {Link: link}},
			Systems: []MapSystem{{ID: "a", URL: "#a", Name: "A", Descr: "D", Code: "C", Manual: link, Drawing: "<svg></svg>", Links: 1}, {ID: "b", URL: "#b", Name: "B", Links: 2, Near: []Link{link, link}, More: 1}},
			Groups:  []MapGroup{{"G", []MapSystem{{ID: "a", URL: "#a", Name: "A", Manual: link, Links: 1}}}, {"H", []MapSystem{{ID: "b", URL: "#b", Name: "B"}}}},
			Links:   []MapLink{{From: MapSystem{ID: "a", URL: "#a", Name: "A"}, To: MapSystem{ID: "b", URL: "#b", Name: "B"}, What: "W", How: "H", By: []Link{link, link}, More: 2}},
		},
		board: Board{
			Frame: f(boardPage, "inventario.html", ""), What: "W", Header: &Header{Entity: "E", Title: "T", SIG: "S", SIGText: "SI", Process: "P", Version: "1", Validity: "V", Code: "C"},
			Views:   []BoardView{{Link: Link{Title: "A", URL: "a.html"}, Rows: 2, Current: true}, {Link: Link{Title: "B", URL: "b.html"}}},
			Parts:   []BoardView{{Link: Link{Title: "A – C", URL: "a.html"}, Current: true}, {Link: Link{Title: "D – Z", URL: "a-2.html"}}},
			Choices: []BoardChoice{{"system", "S", "Any"}, {"env", "E", "Any"}}, Files: []Link{{Title: "JSON", URL: "inventario.json"}},
			Tables: []BoardTable{
				{
					ID: "a", Title: "A", Note: "N", Columns: []BoardColumn{{"X"}, {"Y"}}, Files: []Link{{Title: "CSV", URL: "a.csv"}},
					Rows: []BoardRow{{ID: "r", Cells: []BoardCell{
						{Key: "system", Text: "T", URL: "m/a.html#x", Note: "N", Mark: "M", MarkID: "late", Sort: "1"}, {State: State{"vigente", "V"}}, {Text: "c", Code: true},
					}}},
				},
				{ID: "b", Title: "B", Columns: []BoardColumn{{"X"}}, Empty: "E"},
				{ID: "c", Title: "C", Prose: true, Columns: []BoardColumn{{"X"}, {"Y"}}, Rows: []BoardRow{{Cells: []BoardCell{{Text: "x"}, {Text: "y"}}}}},
			},
		},
		duty: Duty{Frame: f(dutyPage, "m/guardia.html", "../"), Manual: m, What: "W", Parts: []DutyPart{
			{
				ID: "g.a", Title: "A", Place: link, Words: "W", Contacts: true, More: "M",
				Rows:   []DutyRow{{Label: "L", Value: "V", Code: true, URL: "a.html"}, {Label: "L", Value: "V", Env: "produccion", EnvName: "P"}},
				Steps:  []DutyStep{{Number: "1", Tab: tab, Warnings: warnings, Text: "T", Code: code}, {Code: code}},
				Errors: []DutyError{{Link: link, Symptoms: "S", Moves: []DutyStep{{Tab: tab, Warnings: warnings, Text: "F", Code: code}}}, {Link: link}},
			},
			{ID: "g.b", Title: "B", Missing: "M"},
		}},
		matrix: Matrix{Frame: f(matrixPage, "cumplimiento.html", ""), Day: "29 de noviembre de 2026", Parts: []BoardView{{Link: link, Current: true}, {Link: link}}, Plans: []MatrixPlan{{
			Title: "P", Standard: "I", Columns: []MatrixColumn{{"1", "A"}, {"2", "B"}},
			Rows: []MatrixRow{
				{Card: card, Due: "16/06/2024", DueISO: "2024-06-16", Exemptions: 2, Have: 1, Want: 2, Errors: 3, Warnings: 1, Document: MatrixCell{ID: "errors", Errors: 1, Warnings: 1, URL: "m/index.html", Label: "L"}, Cells: []MatrixCell{{ID: "complete", URL: "m/a.html", Label: "C"}, {ID: "warnings", Warnings: 2, URL: "m/b.html#x", Label: "W"}}},
				{Card: card, Document: MatrixCell{ID: "complete", Label: "C"}, Cells: []MatrixCell{{ID: "missing", Label: "F"}, {ID: "waived", URL: "m/b.html", Label: "N"}}},
			},
		}, {Title: "Q", Columns: []MatrixColumn{{"1", "A"}}, Rows: []MatrixRow{{Card: card, Cells: []MatrixCell{{ID: "absent", Label: "A"}}}}}}, Others: cards},
	}
}
