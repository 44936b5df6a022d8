package diagram

import (
	"strings"
	"testing"
)

// TestFaults: each fault has its key and its place.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ src, want string }{ // the place is marked by ▸
		{"▸flowchart LR\n", "DIA-01.tipo"},
		{"▸C4Contexto\n", "DIA-01.tipo"},
		{"▸C4Context\n", "DIA-01.vacio"},
		{"C4Context\n▸Persona(a, \"A\")\n", "DIA-01.parecida"},
		{"C4Context\n▸person(a, \"A\")\n", "DIA-01.parecida"},
		{"C4Context\n▸SHOW_LEGEND()\nPerson(a, \"A\")\n", "DIA-01"},
		{"C4Context\n▸→ nada\nPerson(a, \"A\")\n", "DIA-01"},
		{"C4Context\nPerson ▸a\n", "DIA-01.parentesis"},
		{"C4Context\nPerson▸(a, \"A\"\n", "DIA-01.cierre"},
		{"C4Context\nPerson(a, ▸\"A)\n", "DIA-01.comillas"},
		{"C4Context\nPerson(a, \"A\" ▸\"B\")\n", "DIA-01.coma"},
		{"C4Context\nPerson▸(a)\n", "DIA-01.falta"},
		{"C4Context\nPerson▸(a, \"\")\n", "DIA-01.falta"},
		{"C4Context\nPerson(a, \"A\", \"B\", \"\", \"\", \"\", \"▸G\")\n", "DIA-01.muchos"},
		{"C4Context\nPerson(a, \"A\", $techn=\"▸x\")\n", "DIA-01.nombre"},
		{"C4Context\nPerson(a, \"A\") ▸Person(b, \"B\")\n", "DIA-01.resto"},
		{"C4Context\nSystem_Boundary(a, \"A\")▸\nPerson(b, \"B\")\n", "DIA-01.llave"},
		{"C4Context\nSystem_Boundary(a, \"A\") ▸{\nPerson(b, \"B\")\n", "DIA-01.abierta"},
		{"C4Context\nPerson(b, \"B\")\n▸}\n", "DIA-01.sobra"},
		{"C4Context\nPerson(a, \"A\")\nRel(a, ▸b, \"usa\")\n", "DIA-02"},
		{"C4Context\nPerson(a, \"A\")\nRel(▸b, a, \"usa\")\n", "DIA-02"},
		{"C4Context\nBoundary(a, \"A\") {\nSystem(b, \"B\")\n}\n▸Rel(a, b, \"usa\")\n", "DIA-02.dentro"},
		{"C4Context\nPerson(a, \"A\")\nSystem(▸a, \"B\")\n", "DIA-03"},
		{"C4Context\nPerson(a, \"A\")\n▸UpdateElementStyle(a, $bgColor=\"red\")\nUpdateElementStyle(a, $bgColor=\"blue\")\n", "DIA-04"},
		{"C4Context\nPerson(a, \"A\", $tags=\"▸v1\")\n", "DIA-04.dato"},
	} {
		before, after, _ := strings.Cut(c.src, "▸")
		d, faults := Parse(before + after)
		if len(faults) != 1 || faults[0].Key != c.want || faults[0].At != len(before) {
			t.Errorf("%q: %+v", c.src, faults)
		}
		if d == nil {
			t.Errorf("%q: nil", c.src)
		}
	}
}

// TestForms: each word of the syntax makes what it says.
func TestForms(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: Formas\n---\n%%{init: {\"theme\":\"dark\"}}%%\n  C4Container\n")
	n := 0
	for word, f := range forms {
		if f.relates || f.ignored {
			continue
		}
		n++
		alias := strings.ToLower(word)
		b.WriteString(word + "(" + alias + ", \"Uno, #quot;dos#quot;<br>tres\", $descr=\"d\", $link=\"#x\")")
		if f.holds {
			b.WriteString(" {\n}")
		}
		b.WriteString("\n")
	}
	src := strings.ReplaceAll(b.String(), "$descr=\"d\", $link=\"#x\") {\n}", "$link=\"#x\")\n{\n}")
	d, faults := Parse(src)
	if len(faults) > 0 || len(d.Nodes) != n || d.Title != "Formas" {
		t.Fatalf("%v, %d nodes of %d, %q", faults, len(d.Nodes), n, d.Title)
	}
	for _, node := range d.Nodes {
		if node.Label != "Uno, \"dos\"\ntres" || node.Link != "#x" || src[node.LinkAt:node.LinkAt+2] != "#x" {
			t.Errorf("%+v", node)
		}
		if strings.HasSuffix(node.Alias, "_ext") != node.External || strings.Contains(node.Alias, "db") != (node.Shape == Store) || strings.Contains(node.Alias, "queue") != (node.Shape == Queue) {
			t.Errorf("%+v", node)
		}
	}
}

// TestRelations: where the arrow is, what stands above, and the numbers.
func TestRelations(t *testing.T) {
	d, faults := Parse("C4Dynamic\nPerson(a, Ana (la de sistemas))\nSystem(b, B)\nRel(a, b, uno)\nBiRel(a, b, dos, HTTPS)\nRel_Back(a, b, tres)\nRel_U(a, b, cuatro)\nRelIndex(9, a, b, cinco)\n")
	if len(faults) > 0 || len(d.Relations) != 5 || d.Nodes[0].Label != "Ana (la de sistemas)" {
		t.Fatal(faults, d.Relations, d.Nodes)
	}
	for i, want := range []string{"1. Ana (la de sistemas) → B: uno", "2. Ana (la de sistemas) ↔ B: dos [HTTPS]", "3. B → Ana (la de sistemas): tres", "4. Ana (la de sistemas) → B: cuatro", "5. Ana (la de sistemas) → B: cinco"} {
		if got := d.sentence(&d.Relations[i]); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if !d.Relations[3].Up || !d.Relations[2].Back || !d.Relations[1].Both {
		t.Errorf("%+v", d.Relations)
	}
}

// TestLimits: what is too large is said once, and not read on.
func TestLimits(t *testing.T) {
	nodes := "C4Context\n" + strings.Repeat("Person(a, A)\n", MaxNodes+50)
	if _, faults := Parse(nodes); len(faults) > maxFaults {
		t.Error(len(faults))
	}
	deep := "C4Context\n" + strings.Repeat("Boundary(a, A) {\n", 5000)
	if _, faults := Parse(deep); len(faults) == 0 || len(faults) > maxFaults {
		t.Error(faults)
	}
	rels := "C4Context\nPerson(a, A)\nPerson(b, B)\n" + strings.Repeat("Rel(a, b, x)\n", MaxRelations+1)
	if _, faults := Parse(rels); len(faults) != 1 || faults[0].Key != "DIA-05.relaciones" {
		t.Error(faults)
	}
}
