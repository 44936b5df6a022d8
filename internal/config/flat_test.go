package config

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// flatCases are files that flat reads, and files that it must leave alone.
var flatCases = []string{
	"order: 3\ntags: \"uno\"\nslug: \"dos\"\nx: \"tres\"\n",
	"title: \"Conclusiones\"\nweight: 11\ndescription: \"Muestra por al\"\n", "titulo: Configuración del sistema\norden: 3", "borrador: true\ndraft: false\n",
	"titulo: Árbol de páginas\n", "titulo: Objetivo\nid: objetivo\n", "titulo: \"\"\n", "titulo: \"a # b: c\"\n", "titulo: \" x \"\n", "weight: 0\n", "weight: 999999999\n", "titulo: uno-dos [tres], {cuatro} & *cinco*\n",
	"", "\n", "titulo:\n", "titulo: \n", "titulo: null\n", "titulo: falsey\n", "titulo: yes\n", "titulo: No\n", "weight: 010\n", "weight: 1_000\n", "weight: 0x1F\n", "weight: -3\n", "weight: +3\n", "weight: 1.5\n", "weight: 1e3\n",
	"fecha: 2026-03-02\n", "titulo: ~\n", "titulo: a: b\n", "titulo: abcdef:\n", "titulo: abcdef #x\n", "titulo: abcdef#x\n", "titulo: 'abc'\n", "titulo: \"a\\n\"\n", "titulo: \"a\"b\"\n", "titulo: \"abc\n", "titulo: abcdef\n  ghi\n",
	"titulo: abcdef \n", "titulo:  abcdef\n", "titulo : abcdef\n", " titulo: abcdef\n", "titulo: abcdef\n\norden: 3\n", "# nota\ntitulo: abcdef\n", "titulo: abcdef\n---\n", "---\ntitulo: abcdef\n", "titulo: |\n  abcdef\n", "titulo: &ancla abcdef\n",
	"titulo: !!str abcdef\n", "alias: [a, b]\n", "alias:\n  - a\n", "titulo: abcdef\ntitulo: ghijkl\n", "true: abcdef\n", "null: abcdef\n", "a b: abcdef\n", "-a: abcdef\n", "? a\n: b\n", "titulo: @abcdef\n", "titulo: `abcdef\n", "titulo: %abcdef\n",
	"titulo: abc\tdef\n", "titulo: \u00a0abcdef\n", "titulo: abcdef\u00a0\n", "titulo: \u2028abcdef\n", "<<: abcdef\n", "y: \"abc\"\n", "no: \"abc\"\n", "on: \"abc\"\n", "off: \"abc\"\n", "yes: \"abc\"\n", "titulo: abcdef\n...\n", "titulo: 12345678901\n", "titulo: infinity\n", "titulo: .inf\n", "titulo: on\n", "titulo: 😀😀\n",
}

// sameAsParser fails when flat makes another tree than the parser.
func sameAsParser(t *testing.T, src string) (read bool) {
	t.Helper()
	text := normalise([]byte(src))
	if badCharacter(text) != nil {
		return false
	}
	got := flat(strings.Split(string(text), "\n"))
	if got == nil {
		return false
	}
	var doc yaml.Node
	if err := decode(text, &doc); err != nil {
		t.Fatalf("%q: flat reads what the parser does not: %v", src, err)
	}
	if want := doc.Content[0]; !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\ngot  %+v\nwant %+v", src, show(got), show(want))
	}
	return true
}

func show(n *yaml.Node) []yaml.Node {
	list := []yaml.Node{*n}
	for _, c := range n.Content {
		list = append(list, *c)
	}
	return list
}

// TestFlatIsWhatTheParserMakes: the quick way is taken, and gives the same.
func TestFlatIsWhatTheParserMakes(t *testing.T) {
	read := 0
	for i, src := range flatCases {
		switch quick := sameAsParser(t, src); {
		case quick:
			read++
		case i < 12:
			t.Errorf("%q goes the slow way", src)
		}
	}
	if read > 30 {
		t.Errorf("%d of %d cases went the quick way; most are there to be refused", read, len(flatCases))
	}
	pieces := []string{"titulo", "weight", "id", ": ", ": ", ":", "\n", "\n", "\"", "\"", " ", "abcdef", "Muestra", "é", "true", "false", "null", "12", "0", "-", "#", "'", "\\", "[", "&", "|", ".", "\t"}
	random := rand.New(rand.NewPCG(7, 8))
	read = 0
	for range 30_000 {
		var src strings.Builder
		for range 1 + random.IntN(8) {
			src.WriteString(pieces[random.IntN(len(pieces))])
		}
		if sameAsParser(t, src.String()) || sameAsParser(t, "titulo: "+src.String()+"\norden: 3\n") {
			read++
		}
	}
	if read < 100 {
		t.Errorf("only %d files at random went the quick way", read)
	}
}

// FuzzFlat looks for a file of which flat makes another tree.
func FuzzFlat(f *testing.F) {
	for _, src := range flatCases {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { sameAsParser(t, src) })
}
