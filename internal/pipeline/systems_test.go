package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"folio/internal/diagram"
	"folio/internal/facts"
	"folio/internal/i18n"
)

// said are the systems of a manual whose only diagram is src.
func said(t *testing.T, slug string, names []string, src string) systems {
	t.Helper()
	d, faults := diagram.Parse(src)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return systemsOf(facts.Manual{Slug: slug, Title: "Manual de " + slug, Code: "M-" + slug, System: names, Diagrams: []facts.Diagram{facts.DiagramOf(d)}})
}

func landscapeWords(l *landscape) string {
	var b strings.Builder
	for _, x := range l.systems {
		fmt.Fprintf(&b, "%s %q %d %v\n", x.id, x.name, x.manual, x.saidBy)
	}
	for _, k := range l.links {
		fmt.Fprintf(&b, "%s → %s %v %v %v\n", k.from.id, k.to.id, k.labels, k.techs, k.saidBy)
	}
	fmt.Fprintf(&b, "%v", l.lost)
	return b.String()
}

// TestLandscape: manuals name each other by folder, code or a declared name; a
// container talks for its system; people and what is within one system are left
// out; a manual that does not name its system is told.
func TestLandscape(t *testing.T) {
	all := []systems{
		said(t, "pagos", []string{"Recaudos"}, `C4Container
Person(u, "Usuario")
System_Boundary(pagos, "Pagos") {
Container(web, "Web")
ContainerDb(bd, "Datos")
}
Container(suelto, "Tarea nocturna")
System_Ext(banco, "Banco <br/>central")
System_Ext(x, "m-tramites")
Rel(u, web, "usa")
Rel(web, bd, "lee")
Rel(web, banco, "Cobra", "HTTPS")
Rel(suelto, banco, "Concilia", "SFTP")
Rel_Back(web, x, "Liquida", "REST")
`),
		said(t, "tramites", nil, `C4Context
System(tramites, "Trámites en línea")
System_Ext(r, "RECAUDOS")
System_Ext(b, "Banco central")
BiRel(tramites, r, "Intercambia", "REST")
Rel(tramites, b, "Consulta")
`),
		said(t, "perdido", nil, "C4Context\nSystem(s, \"Otro\")\nSystem_Ext(pagos, \"Pagos\")\nRel(s, pagos, \"x\")\n"),
		{Slug: "guia", None: true},
	}
	const want = `pagos "Pagos" 0 [0 1]
tramites "Trámites en línea" 1 [0 1]
banco-central "Banco central" -1 [0 1]
pagos → tramites [Intercambia] [REST] [1]
pagos → banco-central [Cobra Concilia] [HTTPS SFTP] [0]
tramites → pagos [Liquida Intercambia] [REST] [0 1]
tramites → banco-central [Consulta] [] [1]
[2]`
	for range 3 {
		if got := landscapeWords(landscapeOf(all, i18n.For(i18n.Spanish))); got != want {
			t.Fatalf("%s\nnot\n%s", got, want)
		}
	}
}
