package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"folio/internal/diag"
	"folio/internal/source"
)

var blockKinds = map[BlockKind]string{
	HeadingBlock: "heading", ParagraphBlock: "paragraph", ListBlock: "list", ItemBlock: "item", TableBlock: "table", CellBlock: "cell",
	CodeBlock: "code", ImageBlock: "image", QuoteBlock: "quote", TabBlock: "tab", ContainerBlock: "container", TermBlock: "term",
	DefinitionBlock: "definition", NoteBlock: "note", HTMLBlock: "html", CommentBlock: "comment",
}

var spanKinds = map[SpanKind]string{
	CodeSpan: "code", LinkSpan: "link", ImageSpan: "image", AddressSpan: "address", VariableSpan: "variable", StrongSpan: "strong", StruckSpan: "struck",
}

// tell writes an outline a line a block.
func tell(out *strings.Builder, o *Outline, list []Block, indent string) {
	for i := range list {
		b := &list[i]
		pos, _ := o.Place(b)
		fmt.Fprintf(out, "%s%s %s:%d:%d", indent, blockKinds[b.Kind], pos.Path, pos.Line, pos.Col)
		if b.Level > 0 {
			fmt.Fprintf(out, " %d", b.Level)
		}
		for _, x := range []struct{ name, value string }{
			{"lang", b.Lang}, {"title", b.Title}, {"label", b.Label}, {"caption", b.Caption}, {"to", b.Target},
		} {
			if x.value != "" {
				fmt.Fprintf(out, " %s=%q", x.name, x.value)
			}
		}
		if b.Step {
			out.WriteString(" step")
		}
		if b.Text != "" {
			fmt.Fprintf(out, " %q", b.Text)
		}
		if b.Label != "" {
			fmt.Fprintf(out, " rest=%q", b.Text[b.Rest:])
		}
		out.WriteByte('\n')
		for _, s := range b.Spans {
			pos, line := o.At(b, s.Start)
			fmt.Fprintf(out, "%s  (%s %q %s %d:%d %q)\n", indent, spanKinds[s.Kind], b.Text[s.Start:s.End], s.Target, pos.Line, pos.Col, line)
		}
		for _, row := range b.Rows {
			tell(out, o, row, indent+"  ")
			out.WriteString(indent + "  --\n")
		}
		tell(out, o, b.Blocks, indent+"  ")
	}
}

// TestOutline reads pages of testdata/outline/bloques.txtar: each .md is followed by a
// .txt with its blocks.
func TestOutline(t *testing.T) {
	name := filepath.Join("testdata", "outline", "bloques.txtar")
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	for i, f := range a.Files {
		if !strings.HasSuffix(f.Name, ".txt") {
			continue
		}
		page := strings.TrimSuffix(f.Name, "txt") + "md"
		d, _ := spanish().Parse(source.Text{Path: page, Body: []byte(files[page]), BodyLine: 3}, Env{
			Name: page,
			Open: func(name string) (source.Text, diag.List, bool) {
				return source.Text{Path: name, Body: []byte(files[name]), BodyLine: 1}, nil, files[name] != ""
			},
			Variable: func(name string) (Variable, bool) {
				return Variable{Name: name, Value: "x.example"}, name == "APP_HOST"
			},
			Glossary: true,
		})
		var out strings.Builder
		o := d.Outline()
		tell(&out, o, o.Blocks, "")
		if *update {
			a.Files[i].Data = []byte(out.String())
		} else if out.String() != string(f.Data) {
			t.Errorf("%s:\n%s", page, out.String())
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
