package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write testdata/vectors.jsonl anew from its texts")

// vector is one text of testdata/vectors.jsonl and what it becomes: for each
// token its term, its role and its stem. Both languages answer to it.
type vector struct {
	Text   string     `json:"text"`
	Tokens [][]string `json:"tokens"`
}

const vectorsFile = "testdata/vectors.jsonl"

func tokensOf(text string) [][]string {
	out := [][]string{}
	for _, t := range Tokens(Normalize(text)) {
		role := [...]string{"word", "identifier", "piece", "option"}[t.Role]
		if IsStopWord(t.Term) {
			role = "stop"
		}
		out = append(out, []string{t.Term, role, Fold(t.Term), Stem(Fold(t.Term))})
	}
	return out
}

func vectors(t testing.TB) []vector {
	t.Helper()
	var list []vector
	for line := range bytes.Lines(read(t, vectorsFile)) {
		var v vector
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, v)
	}
	return list
}

func TestVectors(t *testing.T) {
	list := vectors(t)
	if *update {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		for _, v := range list {
			if err := enc.Encode(vector{v.Text, tokensOf(v.Text)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(vectorsFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(list) < 60 {
		t.Fatalf("only %d vectors", len(list))
	}
	for _, v := range list {
		if got := tokensOf(v.Text); !slices.EqualFunc(got, v.Tokens, slices.Equal) {
			t.Errorf("%q:\n got %v\nwant %v", v.Text, got, v.Tokens)
		}
	}
}

// TestVectorsInTheBrowser puts the same texts to the client, the one that ships.
func TestVectorsInTheBrowser(t *testing.T) {
	s := newSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	for _, v := range vectors(t) {
		text, _ := json.Marshal(v.Text)
		got := eval[[][]string](b, `(() => {
			const T = folioSearch.text, out = [];
			T.scan(T.normalize(`+string(text)+`), (term, role) => out.push([term,
				T.stops.has(term) ? 'stop' : ['word', 'identifier', 'piece', 'option'][role], T.fold(term), T.stem(T.fold(term))]));
			return out;
		})()`)
		if !slices.EqualFunc(got, v.Tokens, slices.Equal) {
			t.Errorf("%q:\n got %v\nwant %v", v.Text, got, v.Tokens)
		}
	}
}

// TestNear holds the client's idea of one typing error to the definition:
// Damerau and Levenshtein's distance, neighbours only.
func TestNear(t *testing.T) {
	s := newSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	eval[bool](b, `folioSearch.script(folioSearch.config.rare).then(() => true)`)
	for _, c := range []struct {
		a, b string
		near bool
	}{
		{"certificado", "certificado", true},
		{"certifcado", "certificado", true},   // one missing
		{"certtificado", "certificado", true}, // one too many
		{"certifizado", "certificado", true},  // one other
		{"certifciado", "certificado", true},  // two swapped
		{"certficdo", "certificado", false},
		{"ecrtificaod", "certificado", false},
		{"certificado", "certificados", true},
		{"abc", "cba", false},
		{"", "a", true},
	} {
		if got := eval[bool](b, `folioSearch.text.near('`+c.a+`', '`+c.b+`')`); got != c.near {
			t.Errorf("near(%q, %q) is %v", c.a, c.b, got)
		}
	}
}

func TestStemMeetsInflections(t *testing.T) {
	for _, family := range []string{
		"configuracion configuraciones configurar configurado configuran configure configurando",
		"instalar instalacion instalaciones instale instalado instaladas instalando",
		"servidor servidores", "imagen imagenes", "luz luces", "error errores", "red redes", "log logs",
		"usuario usuarios usuaria", "certificado certificados certificar", "volumen volumenes",
		"respaldo respaldos respaldar", "restaurar restauracion restaurado", "reiniciar reinicio reinicie",
		"almacenar almacenamiento", "mantener mantenimiento", "contraseña contraseñas", "cluster clusters",
		"actualizar actualizacion actualizaciones actualizado", "correcto correcta correctamente",
		"vencio vencer vencido vence vencimiento", "respondio responder responde", "perdio perder perdida",
		"iniciar inicio inicie iniciado", "escribio escribir", "copia copiar copie copias", "envio enviar envie",
	} {
		words := strings.Fields(family)
		for _, w := range words[1:] {
			if Stem(w) != Stem(words[0]) {
				t.Errorf("%s → %s, %s → %s", words[0], Stem(words[0]), w, Stem(w))
			}
		}
	}
	for _, apart := range [][2]string{{"puerto", "puesto"}, {"estado", "este"}, {"año", "ano"}, {"versión", "verso"}, {"tls", "tl"}, {"directorio", "director"}, {"usuario", "usuras"}, {"medio", "medir"}} {
		if Stem(Fold(apart[0])) == Stem(Fold(apart[1])) {
			t.Errorf("%s and %s meet in %s", apart[0], apart[1], Stem(Fold(apart[0])))
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"/etc/ssh/sshd_config", "DB_HOST=x ORA-00942: tabla", "PostgreSQL\x00\xff", "a\u0301n\u0303o ¿qué?", "::::--//", "\u0301\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		for _, tok := range Tokens(Normalize(text)) {
			if len(tok.Term) == 0 || len(tok.Term) > maxTerm || utf8.RuneCountInString(tok.Term) < 2 {
				t.Fatalf("%q has the term %q", text, tok.Term)
			}
			if !utf8.ValidString(tok.Term) {
				t.Fatalf("%q has a term that is no text: %q", text, tok.Term)
			}
			stem := Stem(Fold(tok.Term))
			if stem == "" || len(stem) > len(tok.Term)+1 {
				t.Fatalf("%q has the stem %q", tok.Term, stem)
			}
		}
	})
}
