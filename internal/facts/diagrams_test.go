package facts

import (
	"fmt"
	"strings"
	"testing"

	"folio/internal/diagram"
)

// TestComponents: what several diagrams show is one component, which has all that
// they say of it; who uses it and what only holds it are none.
func TestComponents(t *testing.T) {
	var m Manual
	for _, src := range []string{
		`C4Context
Person(p, "Persona")
System(s, "Trámites")
System_Ext(b, "Banco")
Rel(p, s, "Usa")
Rel(s, b, "Cobra", "HTTPS")
`, `C4Container
System_Boundary(s, "Trámites") {
Container(api, "API", "Java 21")
ContainerQueue(q, "Cola <br/>de tareas", "Redis")
}
System_Ext(b, "BANCO", "Cobra en línea")
Rel(api, b, "Cobra", "HTTPS")
BiRel(api, q, "Encola", "RESP")
Rel_Back(api, b, "Avisa", "AMQP")
`, `C4Deployment
Deployment_Node(n, "app1", "Debian 13") {
Container(api, "API", "", "Reglas")
}
Rel(api, x, "A nadie")
`,
	} {
		d, _ := diagram.Parse(src)
		m.Diagrams = append(m.Diagrams, DiagramOf(d))
	}
	var b strings.Builder
	for _, c := range m.Components() {
		fmt.Fprintln(&b, c.Type, c.Shape, c.Name, c.External, c.Technology, c.Description, c.Calls)
	}
	want := `sistema  Trámites false   [{Banco HTTPS}]
sistema  Banco true  Cobra en línea [{API AMQP}]
contenedor  API false Java 21 Reglas [{BANCO HTTPS} {Cola de tareas RESP}]
contenedor cola Cola de tareas false Redis  [{API RESP}]
nodo  app1 false Debian 13  []
`
	if got := b.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, names := range [][]string{{"no"}, {"NO"}} {
		if m.System = names; len(m.Components()) != 0 {
			t.Error("the examples of a manual that is about no system run somewhere")
		}
	}
}
