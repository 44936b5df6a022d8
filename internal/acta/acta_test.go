package acta

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"folio/internal/diag"
)

// content is a run of two steps, as the page writes it.
const content = `{"acta":{"formato":1,"id":"20260302-1","ejecuta":"Alguien","inicio":"2026-03-02T19:04:12-05:00","fin":"2026-03-02T19:30:00-05:00","resultado":"exitoso",` +
	`"manual":{"codigo":"M-A-GTI-90","version":"2","titulo":"VERTIA","carpeta":"vertia","suma":"aa"},"procedimiento":{"ancla":"p.html","titulo":"Despliegue","suma":"pp"},` +
	`"pasos":[{"ancla":"paso-1","numero":1,"suma":"11","estado":"hecho"},{"ancla":"paso-2","numero":2,"suma":"22","estado":"hecho"}]},"reversion":null}`

func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func data(content string) string {
	return `{"folio":"acta","formato":1,"contenido":` + content + `,"sha256":"` + sumOf(content) + "\"}\n"
}

func page(content string) string {
	zero := strings.Repeat("0", 64)
	text := "<!doctype html>\n<html><head><meta name=\"folio-acta\" content=\"" + zero + "\" /></head><body>Paso 1: 4 healthy" +
		`<script type="application/json" id="folio-acta">` + data(content) + "</script></body></html>\n"
	return strings.Replace(text, zero, sumOf(text), 1)
}

func codes(found diag.List) string {
	var list []string
	for _, d := range found {
		list = append(list, d.Message)
	}
	return strings.Join(list, " ")
}

// TestReadSaysWhatWasAltered: a byte of the data, a byte of the page, the sums.
func TestReadSaysWhatWasAltered(t *testing.T) {
	fine := page(content)
	for _, c := range []struct{ what, text, want string }{
		{"a document", fine, ""},
		{"its data", data(content), ""},
		{"its data, with blanks around", "\n " + data(content) + " \n", ""},
		{"a byte of the data", strings.Replace(data(content), "Alguien", "Alguieb", 1), "ACT-02"},
		{"a byte of the document's data", strings.Replace(fine, "Alguien", "Alguieb", 1), "ACT-02"},
		{"a byte that only readers see", strings.Replace(fine, "4 healthy", "5 healthy", 1), "ACT-02.pagina"},
		{"the sum of the document", strings.Replace(fine, `name="folio-acta"`, `name="otra"`, 1), "ACT-02.pagina"},
		{"a run under way", data(strings.Replace(content, `"fin":"2026-03-02T19:30:00-05:00"`, `"fin":""`, 1)), "ACT-03"},
		{"a rollback under way", data(strings.Replace(content, `"reversion":null`, `"reversion":{"inicio":"2026-03-02T19:31:00-05:00","fin":""}`, 1)), "ACT-03"},
		{"a later format", strings.Replace(data(content), `"formato":1,"contenido"`, `"formato":2,"contenido"`, 1), "ACT-01.formato"},
		{"another document", "<!doctype html><p>Hola</p>", "ACT-01"},
		{"half a document", fine[:len(fine)-40], "ACT-01"},
		{"half its data", data(content)[:200], "ACT-01"},
		{"no steps", data(`{"acta":{"pasos":[]}}`), "ACT-01"},
		{"no run", data(`{}`), "ACT-01"},
		{"a list", `[1]`, "ACT-01"},
		{"nothing", "", "ACT-01"},
		{"bytes", "\x00\xff<script id=\"folio-acta\">", "ACT-01"},
	} {
		f, found, ok := Read("acta.html", []byte(c.text))
		if codes(found) != c.want || ok == strings.HasPrefix(c.want, "ACT-01") {
			t.Errorf("%s: found %q, read %v; want %q", c.what, codes(found), ok, c.want)
		}
		if ok && f.Record.Manual.Code != "M-A-GTI-90" {
			t.Errorf("%s: %+v", c.what, f.Record)
		}
	}
}

// TestVerifySaysWhatChanged: the manual's code, version, text and steps.
func TestVerifySaysWhatChanged(t *testing.T) {
	f, _, _ := Read("acta.json", []byte(data(content)))
	around := func(sum string, list ...string) map[string]Procedure {
		p := Procedure{Sum: sum}
		for i, sum := range list {
			p.Steps = append(p.Steps, Step{Anchor: fmt.Sprintf("paso-%d", i+1), Number: i + 1, Sum: sum})
		}
		return map[string]Procedure{"p.html": p}
	}
	steps := func(list ...string) map[string]Procedure { return around("pp", list...) }
	for _, c := range []struct {
		what string
		now  Now
		want string
	}{
		{"the same", Now{"M-A-GTI-90", "2", "", "", "aa", steps("11", "22")}, ""},
		{"no such manual", Now{Code: "OTRO"}, "ACT-04"},
		{"a later version", Now{"M-A-GTI-90", "3", "", "", "aa", steps("11", "22")}, "ACT-05"},
		{"another text", Now{"M-A-GTI-90", "2", "", "", "bb", steps("11", "22")}, "ACT-06"},
		{"another step", Now{"M-A-GTI-90", "2", "", "", "bb", steps("11", "33")}, "ACT-06.pasos Despliegue: 2"},
		{"another value around the steps", Now{"M-A-GTI-90", "2", "", "", "aa", around("qq", "11", "22")}, "ACT-06.procedimiento Despliegue"},
		{"a step less and a value that only variables say", Now{"M-A-GTI-90", "2", "", "", "aa", steps("10")}, "ACT-06.pasos Despliegue: 1, 2"},
		{"a step more", Now{"M-A-GTI-90", "2", "", "", "bb", steps("11", "22", "33")}, "ACT-06.pasos Despliegue: 3"},
		{"no such procedure", Now{"M-A-GTI-90", "2", "", "", "bb", nil}, "ACT-06.pasos Despliegue: 1, 2"},
	} {
		found := Verify(f, []Now{{Code: "M-A-GTI-01"}, c.now})
		got := codes(found)
		if strings.HasPrefix(got, "ACT-06.p") {
			got += " " + found[0].Args[0]
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	f.Record.Procedure.Sum = ""
	if found := Verify(f, []Now{{"M-A-GTI-90", "2", "", "", "aa", steps("11", "22")}}); len(found) > 0 {
		t.Errorf("a record without the procedure's sum: %v", found)
	}
}

// TestVerifyTellsManualsOfOneCodeApart by their folders.
func TestVerifyTellsManualsOfOneCodeApart(t *testing.T) {
	f := File{Name: "a.html", Record: Record{Manual: Manual{Code: "C-1", Version: "2", Folder: "b", Sum: "bb"}}}
	if found := Verify(f, []Now{{Code: "C-1", Version: "1", Folder: "a"}, {Code: "C-1", Version: "2", Folder: "b", Sum: "bb"}}); len(found) > 0 {
		t.Errorf("%v", found)
	}
}

// FuzzRead: whatever the bytes, an answer; and what is read is what its sums say.
func FuzzRead(f *testing.F) {
	f.Add([]byte(page(content)))
	f.Add([]byte(data(content)))
	f.Add([]byte(`<script id="folio-acta">{"folio":"acta","formato":1}</script>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, found, ok := Read("x", raw)
		if ok == strings.Contains(codes(found), "ACT-01") {
			t.Fatalf("read %v, found %s", ok, codes(found))
		}
		Verify(file, nil)
	})
}
