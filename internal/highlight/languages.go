package highlight

import (
	"embed"
	"errors"
	"io/fs"
	"strings"
)

// Language is one entry of the allow-list.
type Language struct {
	Name  string // canonical, lower case, usable as a class or a data attribute: "bash"
	Title string // what a reader is shown: "Bash", "PL/SQL"
}

// language is a Language with what the engine needs to know of it.
type language struct {
	Language
	aliases string // other words that authors write, separated by spaces
	lexer   string // name of the rule file under lexers/, without ".rules"
}

// languages is the allow-list: what deployment manuals use. A language that is not here is written plain. To add one: a line
// here, its rule file under lexers/ (go test -update writes those that come from chroma) and its snippets under testdata.
//
// Where one file serves several languages, chroma's rules cover them all (jsonc is JSON with comments, which its JSON rules
// accept).
var languages = []language{
	{Language{"apache", "Apache"}, "apacheconf aconf htaccess httpd", "apache"},
	{Language{"awk", "AWK"}, "gawk mawk nawk", "awk"},
	{Language{"bash", "Bash"}, "sh ksh zsh shell bashrc", "bash"},
	{Language{"batch", "Batch"}, "bat cmd dosbatch winbatch batchfile", "batch"},
	{Language{"c", "C"}, "h", "c"},
	{Language{"console", "Terminal"}, "bash-session shell-session shellsession sh-session terminal sesion", "console"},
	{Language{"cpp", "C++"}, "c++ cxx hpp", "cpp"},
	{Language{"csharp", "C#"}, "c# cs", "csharp"},
	{Language{"css", "CSS"}, "", "css"},
	{Language{"csv", "CSV"}, "", "csv"},
	{Language{"diff", "Diff"}, "udiff patch", "diff"},
	{Language{"dockerfile", "Dockerfile"}, "docker containerfile", "dockerfile"},
	{Language{"dotenv", ".env"}, "env", "dotenv"},
	{Language{"go", "Go"}, "golang", "go"},
	{Language{"graphql", "GraphQL"}, "graphqls gql", "graphql"},
	{Language{"groovy", "Groovy"}, "gradle jenkinsfile", "groovy"},
	{Language{"hcl", "HCL"}, "", "hcl"},
	{Language{"html", "HTML"}, "htm xhtml", "html"},
	{Language{"http", "HTTP"}, "", "http"},
	{Language{"ini", "INI"}, "cfg dosini conf", "ini"},
	{Language{"java", "Java"}, "", "java"},
	{Language{"javascript", "JavaScript"}, "js mjs cjs node", "javascript"},
	{Language{"jinja", "Jinja"}, "jinja2 j2 django", "jinja"},
	{Language{"json", "JSON"}, "jsonl ndjson", "json"},
	{Language{"jsonc", "JSONC"}, "json5", "json"},
	{Language{"jsx", "JSX"}, "react", "jsx"},
	{Language{"kotlin", "Kotlin"}, "kt kts", "kotlin"},
	{Language{"lua", "Lua"}, "", "lua"},
	{Language{"makefile", "Makefile"}, "make mf mk bsdmake", "makefile"},
	{Language{"markdown", "Markdown"}, "md mkd", "markdown"},
	{Language{"mysql", "MySQL"}, "mariadb", "mysql"},
	{Language{"nginx", "nginx"}, "", "nginx"},
	{Language{"perl", "Perl"}, "pl", "perl"},
	{Language{"php", "PHP"}, "php3 php4 php5", "php"},
	{Language{"plpgsql", "PL/pgSQL"}, "", "plpgsql"},
	{Language{"plsql", "PL/SQL"}, "pl/sql oracle sqlplus", "plsql"},
	{Language{"postgresql", "PostgreSQL"}, "postgres psql pgsql", "postgresql"},
	{Language{"powershell", "PowerShell"}, "posh ps1 psm1 psd1 pwsh ps", "powershell"},
	{Language{"properties", "Properties"}, "java-properties", "properties"},
	{Language{"protobuf", "Protocol Buffers"}, "proto", "protobuf"},
	{Language{"python", "Python"}, "py sage python3 py3 starlark", "python"},
	{Language{"r", "R"}, "splus s", "r"},
	{Language{"ruby", "Ruby"}, "rb duby", "ruby"},
	{Language{"rust", "Rust"}, "rs", "rust"},
	{Language{"scss", "SCSS"}, "", "scss"},
	{Language{"sql", "SQL"}, "", "sql"},
	{Language{"systemd", "systemd"}, "service unit", "systemd"},
	{Language{"terraform", "Terraform"}, "tf", "terraform"},
	{Language{"text", "TXT"}, "txt plain plaintext no-highlight nohighlight none log output salida texto", "text"},
	{Language{"toml", "TOML"}, "", "toml"},
	{Language{"tsql", "T-SQL"}, "t-sql mssql", "tsql"},
	{Language{"typescript", "TypeScript"}, "ts mts cts", "typescript"},
	{Language{"tsx", "TSX"}, "", "typescript"},
	{Language{"vbnet", "VB.NET"}, "vb.net vb", "vbnet"},
	{Language{"xml", "XML"}, "xsd xsl xslt wsdl svg pom", "xml"},
	{Language{"yaml", "YAML"}, "yml ansible helm k8s kubernetes compose docker-compose", "yaml"},
}

// index maps every lower-case name and alias to its place in the list.
func index(list []language) map[string]int {
	words := make(map[string]int, 4*len(list))
	for i, l := range list {
		words[l.Name] = i
		for alias := range strings.FieldsSeq(l.aliases) {
			words[alias] = i
		}
	}
	return words
}

// contentTypes says which rule file serves the body of an HTTP message.
var contentTypes = []struct{ mime, lexer string }{
	{"application/json", "json"},
	{"application/xml", "xml"},
	{"text/xml", "xml"},
	{"text/html", "html"},
	{"application/xhtml+xml", "html"},
	{"text/css", "css"},
	{"application/javascript", "javascript"},
	{"text/javascript", "javascript"},
	{"text/x-yaml", "yaml"},
}

func fileOf(mime string) string {
	for _, c := range contentTypes {
		if c.mime == mime {
			return c.lexer
		}
	}
	return ""
}

//go:embed lexers
var ruleFiles embed.FS

// load reads and compiles a rule file: one of Folio's own or else one of chroma's.
func load(file string) (*lexer, error) {
	data, err := ruleFiles.ReadFile("lexers/own/" + file + ".rules")
	if errors.Is(err, fs.ErrNotExist) {
		data, err = ruleFiles.ReadFile("lexers/chroma/" + file + ".rules")
	}
	if err != nil {
		return nil, err
	}
	f, err := parseRules(file, data)
	if err != nil {
		return nil, err
	}
	return f.build()
}
