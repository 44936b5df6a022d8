package theme

import (
	"os"
	"strings"
	"testing"

	"folio/internal/i18n"
)

// fixture is a small site as the pipeline would describe it, with everything
// that a page can hold and some things that are too long.
type fixture struct {
	site   *Site
	manual *Manual
	plain  *Manual // a folder of Markdown without manual.yaml
}

func newFixture() fixture {
	f := fixture{site: &Site{
		Title: "Manuales de despliegue", Entity: "Autoridad Ambiental de Ejemplo", Lang: "es", Generator: "Folio 0.1.0",
		Description: "Cómo se instalan, se configuran y se recuperan los sistemas de información de la entidad.",
	}}
	f.manual = &Manual{
		Title: "Manual de despliegue de VERTIA", Folder: "vertia/", Cover: "index.html",
		State: State{"vigente", "Vigente"},
		Header: Header{
			Entity: "Autoridad Ambiental de Ejemplo", Title: "Manual de despliegue de VERTIA",
			SIG: "SOMOSIG", SIGText: "Sistema Integrado de Gestión",
			Process: "Gestión de Servicios de Información y Soporte Tecnológico",
			Version: "2", Validity: "02/03/2026", Code: "M-A-GTI-90",
		},
		Nav: []NavItem{
			item("1", "Objetivo", "objetivo.html"),
			item("2", "Descripción de la solución", "descripcion.html"),
			item("3", "Componentes del sistema", "componentes.html",
				item("3.1", "Servidor de aplicaciones", "componentes/servidor-de-aplicaciones.html"),
				item("3.2", "Base de datos", "componentes/base-de-datos.html",
					item("3.2.1", "Réplica de lectura", "componentes/base-de-datos/replica.html"))),
			item("4", "Requisitos de hardware y software del sistema", "requisitos.html"),
			item("5", "Configuración del sistema", "configuracion.html"),
			item("6", "Configuraciones de seguridad", "seguridad.html"),
			item("7", "Procedimiento de despliegue", "procedimiento.html",
				item("7.1", "Preparación", "procedimiento/preparacion.html"),
				item("7.2", "Reversión", "procedimiento/reversion.html")),
			item("8", "Errores técnicos más comunes y su solución", "errores.html"),
			item("9", "Pruebas del sistema", "pruebas.html"),
			item("10", "Mantenimiento y soporte", "mantenimiento.html"),
			item("11", "Conclusiones", "conclusiones.html"),
		},
	}
	f.plain = &Manual{
		Title: "Notas sueltas", Folder: "notas/", Cover: "index.html", Header: Header{Title: "Notas sueltas"},
		Nav: []NavItem{item("1", "Primera", "primera.html")},
	}
	return f
}

func item(number, title, url string, children ...NavItem) NavItem {
	return NavItem{Link: Link{number, title, url}, Children: children}
}

func (f fixture) frame(k kind, title, path string) Frame {
	return Frame{
		Site: f.site, Kind: kinds[k], Title: title, Path: path, Search: true,
		Root: strings.Repeat("../", strings.Count(path, "/")),
	}
}

func (f fixture) home(n int) Home {
	states := []State{{"vigente", "Vigente"}, {"borrador", "Borrador"}, {"en-revision", "En revisión"}, {"obsoleto", "Obsoleto"}}
	systems := []string{"VERTIA", "Docker para los equipos de la entidad", "SIGMA, sistema de permisos y trámites ambientales con un nombre muy largo", "Geovisor"}
	h := Home{Frame: f.frame(homePage, "Inicio", "index.html"), Total: n}
	for i := range n {
		c := Card{
			Title: "Manual de despliegue de " + systems[i%4], URL: "vertia/index.html", Sections: 11 - i%4,
			Description: "Expediente electrónico de los permisos de vertimiento.", Code: "M-A-GTI-" + string(rune('0'+i/10%10)) + string(rune('0'+i%10)),
			Version: "2", Validity: "02/03/2026", State: states[i%4],
			Process: "Gestión de Servicios de Información y Soporte Tecnológico",
		}
		if i == 1 {
			c.Code, c.Version, c.Validity, c.Description = "", "", "", ""
		}
		h.Manuals = append(h.Manuals, c)
	}
	return h
}

func (f fixture) cover() Cover {
	return Cover{
		Frame: f.frame(coverPage, f.manual.Title, "vertia/index.html"), Manual: f.manual,
		Intro: "<p>Este manual dice cómo se instala VERTIA, cómo se comprueba que quedó bien y cómo se vuelve atrás.</p>",
		Register: []Field{
			{Label: "Estado", Value: "Vigente"},
			{Label: "Código", Value: "M-A-GTI-90"},
			{Label: "Versión", Value: "2"},
			{Label: "Vigencia", Value: "02/03/2026"},
			{Label: "Proceso", Value: "Gestión de Servicios de Información y Soporte Tecnológico"},
			{Label: "Responsable", Value: "Oficina de Tecnologías de la Información"},
			{Label: "Próxima revisión", Value: "02/03/2027"},
		},
		Contents: []NavItem{
			item("1", "Objetivo", "objetivo.html"),
			item("2", "Descripción de la solución", "descripcion.html", item("2.1", "Alcance", "descripcion.html#alcance"), item("2.2", "¿Quiénes lo usan?", "descripcion.html#quienes")),
			item("3", "Componentes del sistema", "componentes.html", item("3.1", "Servidor de aplicaciones", "componentes/servidor-de-aplicaciones.html"), item("3.2", "Base de datos", "componentes/base-de-datos.html")),
			item("10", "Mantenimiento y soporte", "mantenimiento.html", item("10.1", "Copias de seguridad y su restauración comprobada cada trimestre", "mantenimiento.html#copias")),
		},
		Lists: []FigureList{
			{"Lista de tablas", []FigureEntry{{"Tabla 1", "Servidor, infraestructura mínima", "requisitos.html#tbl-servidor"}, {"Tabla 2", "Requisitos mínimos de software", "requisitos.html#tbl-software"}}},
			{"Lista de imágenes", []FigureEntry{{"Imagen 1", "Diagrama de contexto", "descripcion.html#img-contexto"}}},
		},
		Changes: []Change{{"1", "16/06/2023", "Primera edición."}, {"2", "02/03/2026", "Se cambia el servidor de aplicaciones y se añade el procedimiento de reversión, con su prueba."}},
		Approvals: []Approval{
			{"Elaboró", "Profesional de despliegue", "Profesional especializado, Oficina de Tecnologías", "20/02/2026"},
			{"Revisó", "Coordinación de infraestructura", "Coordinador", "24/02/2026"},
			{"Aprobó", "Jefatura de la oficina", "Jefe de oficina", "02/03/2026"},
		},
		Next: Link{"1", "Objetivo", "objetivo.html"},
	}
}

func (f fixture) section(t testing.TB) Section {
	body, err := os.ReadFile("testdata/cuerpo.html")
	if err != nil {
		t.Fatal(err)
	}
	return Section{
		Frame: f.frame(sectionPage, "Procedimiento de despliegue", "vertia/procedimiento.html"), Manual: f.manual, Number: "7",
		Crumbs: []Link{{"", "Inicio", "../index.html"}, {"", f.manual.Title, "index.html"}},
		Headings: []Heading{
			{Link{"7.1", "Antes de empezar", "#antes-de-empezar"}, 2},
			{Link{"7.1.1", "Permisos de la cuenta de servicio", "#permisos"}, 3},
			{Link{"7.2", "Instalación", "#instalacion"}, 2},
			{Link{"7.3", "Requisitos de los servidores", "#requisitos"}, 2},
			{Link{"7.4", "Avisos y notas sobre ambientes con nombres largos", "#avisos"}, 2},
			{Link{"7.5", "Diagramas", "#diagramas"}, 2},
			{Link{"7.6", "Otros elementos", "#otros"}, 2},
		},
		Body: []byte(body),
		Children: []NavItem{
			item("7.1", "Preparación", "procedimiento/preparacion.html"),
			item("7.2", "Reversión", "procedimiento/reversion.html"),
		},
		Prev: Link{"6", "Configuraciones de seguridad", "seguridad.html"},
		Next: Link{"8", "Errores técnicos más comunes y su solución", "errores.html"},
	}
}

// deepSection lies two folders below its manual's and has a long title.
func (f fixture) deepSection() Section {
	return Section{
		Frame:  f.frame(sectionPage, "Réplica de lectura para los informes trimestrales de seguimiento a los permisos", "vertia/componentes/base-de-datos/replica.html"),
		Manual: f.manual, Number: "3.2.1",
		Crumbs: []Link{{"", "Inicio", "../../../index.html"}, {"", f.manual.Title, "../../index.html"}, {"3", "Componentes del sistema", "../../componentes.html"}, {"3.2", "Base de datos", "../base-de-datos.html"}},
		Body:   []byte("<p>La réplica recibe los cambios por <em>streaming</em>.</p>"),
		Prev:   Link{"3.2", "Base de datos", "../base-de-datos.html"},
	}
}

// plainSection is of a folder that is no controlled document.
func (f fixture) plainSection() Section {
	return Section{
		Frame: f.frame(sectionPage, "Primera", "notas/primera.html"), Manual: f.plain, Number: "1",
		Crumbs: []Link{{"", "Inicio", "../index.html"}, {"", "Notas sueltas", "index.html"}},
		Body:   []byte("<p>Solo texto.</p>"),
	}
}

func (f fixture) notFound() NotFound {
	return NotFound{Frame: f.frame(notFoundPage, "Página no encontrada", "404.html"), BasePath: "/", Manuals: f.home(3).Manuals}
}

func load(t testing.TB, opt Options) *Theme {
	t.Helper()
	opt.Catalog = i18n.For(i18n.Spanish)
	th, found, err := Load(opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		m, _ := d.Words(opt.Catalog)
		t.Errorf("%s: %s [%s]", d.Pos, m, d.Code)
	}
	return th
}

// systems is a map with a system that has a manual, one that has none, and a
// manual that is not in it.
func (f *fixture) systems() Map {
	cards := f.home(3).Manuals
	one := MapSystem{ID: "vertia", URL: "#vertia", Name: "VERTIA", Descr: "Permisos", Code: "M-A-GTI-90", Manual: Link{Title: cards[0].Title, URL: cards[0].URL}, Drawing: `<svg class="c4"></svg>`, Links: 1}
	other := MapSystem{ID: "correo", URL: "#correo", Name: "Correo", Links: 1, Drawing: `<svg class="c4"></svg>`}
	return Map{
		Frame: f.frame(mapPage, "Mapa de sistemas", "mapa.html"), Drawing: `<svg class="c4"></svg>`, Systems: []MapSystem{one, other},
		Groups: []MapGroup{{"Gestión", []MapSystem{one}}, {"Sin manual", []MapSystem{other}}},
		Links:  []MapLink{{From: one, To: other, What: "Envía avisos", How: "SMTP", By: []Link{one.Manual}}},
		Lost:   cards[2:],
	}
}

// board has every kind of cell, a table without rows, and views beside it.
func (f *fixture) board() Board {
	row := func(id, name string, more ...BoardCell) BoardRow {
		return BoardRow{ID: id, Cells: append([]BoardCell{{Text: name, URL: "vertia/a.html#tabla"}}, more...)}
	}
	return Board{
		Frame: f.frame(boardPage, "Inventario: Software", "inventario.html"), What: "Lo que usa cada sistema.",
		Header:  &Header{Entity: "Entidad", Title: "Listado", SIG: "SOMOSIG", SIGText: "Sistema", Process: "Proceso"},
		Views:   []BoardView{{Link: Link{Title: "Software", URL: "inventario.html"}, Rows: 6, Current: true}, {Link: Link{Title: "Puertos", URL: "inventario-puertos.html"}}},
		Parts:   []BoardView{{Link: Link{Title: "A – C", URL: "inventario.html"}, Current: true}, {Link: Link{Title: "D – Z", URL: "inventario-2.html"}}},
		Choices: []BoardChoice{{"system", "Sistema", "Todos los sistemas"}},
		Tables: []BoardTable{
			{
				ID: "software", Title: "Software", Note: "Fechas a 22/08/2026.", Columns: []BoardColumn{{"Software"}, {"Versión"}, {"Fin"}, {"Sistema"}},
				Files: []Link{{Title: "CSV", URL: "inventario.csv"}},
				Rows: []BoardRow{
					row("x", "PostgreSQL <17>", BoardCell{Text: "17"}, BoardCell{Text: "08/11/2029", Sort: "2029-11-08"}, BoardCell{Key: "system", Text: "VERTIA", Note: "también en ALFA"}),
					row("", "CentOS", BoardCell{Text: "7"}, BoardCell{Mark: "sin soporte", MarkID: "ended"}, BoardCell{Key: "system", Text: "ALFA"}),
					row("", "DB_HOST", BoardCell{Text: "bd1", Code: true}, BoardCell{Mark: "venció", MarkID: "late"}, BoardCell{State: State{"vigente", "Vigente"}}),
					row("", "a"), row("", "b"),
				},
			},
			{ID: "puertos", Title: "Puertos", Columns: []BoardColumn{{"Puerto"}}, Empty: "Escriba una tabla."},
			{ID: "errores", Title: "Errores", Prose: true, Columns: []BoardColumn{{"Error"}, {"Síntomas"}}, Rows: []BoardRow{row("", "No abre", BoardCell{Text: "502"})}},
		},
		Files: []Link{{Title: "JSON", URL: "inventario.json"}},
	}
}

// matrix has every kind of cell, and manuals of two kinds and of none.
func (f *fixture) matrix() Matrix {
	cards := f.home(3).Manuals
	cells := []MatrixCell{
		{ID: "complete", URL: "a/objetivo.html", Label: "Cumple"},
		{ID: "warnings", Warnings: 2, URL: "a/alcance.html#x", Label: "2 advertencias"},
		{ID: "errors", Errors: 1, Warnings: 3, URL: "a/red.html", Label: "1 error, 3 advertencias"},
		{ID: "missing", Label: "Falta"},
		{ID: "absent", Label: "Opcional, no está"},
		{ID: "waived", URL: "a/anexos.html", Label: "No aplica"},
	}
	columns := make([]MatrixColumn, len(cells))
	for i := range columns {
		columns[i] = MatrixColumn{string(rune('1' + i)), "Sección"}
	}
	return Matrix{
		Frame: f.frame(matrixPage, "Cumplimiento", "cumplimiento.html"), Day: "29 de noviembre de 2026",
		Plans: []MatrixPlan{
			{Title: "Manual de despliegue", Standard: "I-A-GTI-04", Columns: columns, Rows: []MatrixRow{{
				Card: cards[0], Due: "16/06/2024", DueISO: "2024-06-16", Exemptions: 1,
				Have: 4, Want: 5, Errors: 1, Warnings: 5, Document: cells[0], Cells: cells,
			}}},
			{Title: "Guía", Rows: []MatrixRow{{Card: cards[1], Document: cells[0]}}},
		},
		Others: cards[2:],
	}
}

// duty is a sheet with every kind of part, of a manual with two environments.
func (f *fixture) duty() Duty {
	m := *f.manual
	m.Duty, m.Support = "guardia.html", Support{"soporte@vertia.example", "+57 601 000 0190, extensión 4090", "Lunes a viernes"}
	m.Environments = f.twoPlaces().Manual.Environments
	return Duty{
		Frame: f.frame(dutyPage, "Hoja de guardia", "vertia/guardia.html"), Manual: &m, What: "Registro de vertimientos & permisos.",
		Parts: []DutyPart{
			{ID: "g.contactos", Title: "Contactos", Contacts: true},
			{ID: "g.donde", Title: "Dónde funciona", Place: Link{"3.1", "Servidores", "componentes.html#servidores"}, Rows: []DutyRow{
				{Label: "Servidor de base de datos", Value: "bd1 <1>", Code: true},
				{Label: "Servidores", Value: "Debian 13", Env: "produccion", EnvName: "Producción", URL: "requisitos.html#tbl-servidor"},
			}},
			{ID: "g.reversion", Title: "Reversión", Place: Link{"7.2", "Reversión", "procedimiento/reversion.html"}, Words: "Decida en 30 minutos.", Steps: []DutyStep{
				{Number: "1", Text: "Detenga la versión nueva:", Warnings: []DutyWarning{{"danger", "Peligro", "No borre <nada>."}}, Code: []DutyCode{
					{DutyTab{Name: "Linux"}, `<div class="code"><div class="code-bar"></div><pre><code>stop</code></pre></div>`}, {DutyTab{"Pruebas", "pruebas"}, "<pre></pre>"},
				}},
				{Number: "2", Text: "Avise."},
			}, More: "Faltan 2 pasos."},
			{ID: "g.errores", Title: "Errores", Errors: []DutyError{{Link: Link{"8.1", "El sitio responde 502", "errores.html#e"}, Symptoms: "502", Moves: []DutyStep{{Tab: DutyTab{"Producción", "produccion"}, Text: "Lea el registro."}, {Tab: DutyTab{Name: "Windows"}, Text: "Abra el visor."}}}, {Link: Link{Title: "Otro", URL: "errores.html#o"}}}},
			{ID: "g.registros", Title: "Registros", Missing: "Escriba el título «Registros»."},
		},
	}
}

// run is the page of a manual's procedures.
func (f fixture) run() Run {
	v := Run{
		Frame: f.frame(runPage, "Ejecutar un procedimiento", "vertia/ejecutar.html"),
		Procedures: []RunProcedure{
			{Link{"7", "Procedimiento de despliegue", "#s7"}, 14, false}, {Link{"7.2", "Reversión", "#s7.reversion"}, 1, true},
		},
		Pages: []RunPage{{"s7", "7", "Procedimiento de despliegue", "procedimiento.html", `<h3 id="s7.preparacion">Preparación</h3>`}},
		Data:  `<script type="application/json" class="run-data">{}</script>`, Facts: "../assets/ejecutar.HASH.js",
	}
	return v
}
