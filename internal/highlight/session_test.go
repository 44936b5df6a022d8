package highlight

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"folio/internal/scaling"
)

var (
	notCopied = regexp.MustCompile(`<span class="(?:gp|go)">[^<]*</span>`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
)

// copied is what a reader copies of a session: what is neither prompt nor output.
func copied(t *testing.T, code string, o Options) string {
	t.Helper()
	out, _ := New().Append(nil, "console", code, o)
	all := html.UnescapeString(anyTag.ReplaceAllString(string(out), ""))
	if all != code {
		t.Errorf("the page shows %q for %q", all, code)
	}
	return html.UnescapeString(anyTag.ReplaceAllString(notCopied.ReplaceAllString(string(out), ""), ""))
}

func TestWholeOrdersAreCopied(t *testing.T) {
	for _, c := range []struct{ name, session, want string }{
		{"a here-document", "$ cat <<FIN > f\ntexto\n\n  $HOME\nFIN\n$ ls\nf\n", "cat <<FIN > f\ntexto\n\n  $HOME\nFIN\nls\n"},
		{"a here-document whose lines look like prompts", "$ cat > f <<'FIN'\n$ uno\n# dos\n> tres\nFIN\nlisto\n", "cat > f <<'FIN'\n$ uno\n# dos\n> tres\nFIN\n"},
		{"one that the shell's own prompt shows", "$ cat <<EOF > a.yml\n> a:\n>   b: 1\n>\n> EOF\n$ ls\n", "cat <<EOF > a.yml\na:\n  b: 1\n\nEOF\nls\n"},
		{"one with tabs before its end", "$ cat <<-FIN\n\tuno\n\tFIN\nuno\n", "cat <<-FIN\n\tuno\n\tFIN\n"},
		{"two of them", "$ diff <(cat <<A) - <<B\na\nA\nb\nB\n1c1\n", "diff <(cat <<A) - <<B\na\nA\nb\nB\n"},
		{"one that nothing ends", "$ cat <<FIN\ntexto\n$ ls\n", "cat <<FIN\nls\n"},
		{"no here-document: a string, a shift", "$ cat <<<FIN\nFIN\n$ echo $((1<<FIN)) $(( (2) << 3 ))\nFIN\n", "cat <<<FIN\necho $((1<<FIN)) $(( (2) << 3 ))\n"},
		{"no here-document: in a comment, in quotes", "$ ls # <<FIN\n$ echo '<<FIN' \"<<FIN\" \\<\\<FIN\nFIN\n", "ls # <<FIN\necho '<<FIN' \"<<FIN\" \\<\\<FIN\n"},
		{"lines joined by backslashes", "$ docker run \\\n    --rm \\\n\tnginx\nok\n", "docker run \\\n    --rm \\\n\tnginx\n"},
		{"joined after the shell's prompt", "$ docker run \\\n>   --rm \\\n>     nginx\n> no es orden\n", "docker run \\\n  --rm \\\n    nginx\n"},
		{"zsh says what is open", "op@mac ~ % echo 'uno\nquote> dos'\nuno\n", "echo 'uno\ndos'\n"},
		{"an open quote", "$ git commit -m 'uno\n\n  dos'\n[main 1] uno\n", "git commit -m 'uno\n\n  dos'\n"},
		{"an open double quote", "$ curl -d \"{\n  \\\"a\\\": $(date \"+%s\")\n}\" https://es.example\n{}\n", "curl -d \"{\n  \\\"a\\\": $(date \"+%s\")\n}\" https://es.example\n"},
		{"an apostrophe that nothing closes", "$ echo don't\nno\n$ ls\n", "echo don't\nls\n"},
		{"a pipe goes on", "$ ps aux |\n    grep x &&\n  true\n1\n", "ps aux |\n    grep x &&\n  true\n"},
		{"a loop", "$ for i in 1 2; do\n    case $i in\n      1) echo a;;\n    esac\ndone\na\n", "for i in 1 2; do\n    case $i in\n      1) echo a;;\n    esac\ndone\n"},
		{"a function", "$ f() {\n  if true; then echo x; fi\n}\n$ f\nx\n", "f() {\n  if true; then echo x; fi\n}\nf\n"},
		{"words of the shell as arguments", "$ echo if for {\nif for {\n", "echo if for {\n"},
		{"placeholders", "$ ssh <usuario>@<host> 2>&1\nhola\n", "ssh <usuario>@<host> 2>&1\n"},
		{"PowerShell", "PS C:\\> Get-Process |\n>>   Where-Object {\n>>     $_.CPU\n>>   }\n>>\nHandles\nPS C:\\> if ($a) {\n  'x'\n}\nx\n", "Get-Process |\n  Where-Object {\n    $_.CPU\n  }\n\nif ($a) {\n  'x'\n}\n"},
		{"a here-string of PowerShell", "PS C:\\> $a = @\"\nuno { '\n\"@\nPS C:\\> $a\nuno { '\n", "$a = @\"\nuno { '\n\"@\n$a\n"},
		{"cmd.exe", "C:\\> copy a ^\nMore?   b\n1 file\n", "copy a ^\n  b\n"},
		{"psql", "vertia=# SELECT 1\nvertia-#   , 2;\n ?column?\n---\nvertia=# \\q\n", "SELECT 1\n  , 2;\n\\q\n"},
		{"mysql", "mysql> SELECT 1\n    ->   , 2;\n+---+\n", "SELECT 1\n  , 2;\n"},
		{"sqlplus", "SQL> SELECT 1\n  2    FROM dual;\n\n  1\n---\n", "SELECT 1\n  FROM dual;\n"},
		{"a statement without prompts", "mysql> SELECT *\n  FROM t;\n+---+\nmysql> exit\n", "SELECT *\n  FROM t;\nexit\n"},
		{"Python", ">>> def f():\n...     return 1\n...\n>>> f()\n1\n", "def f():\n    return 1\n\nf()\n"},
		{"other clients", "$ redis-cli\n127.0.0.1:6379> GET a\n\"1\"\n$ sftp x\nsftp> put a\n", "redis-cli\nGET a\nsftp x\nput a\n"},
	} {
		if have := copied(t, c.session, Options{}); have != c.want {
			t.Errorf("%s:\nhave %q\nwant %q", c.name, have, c.want)
		}
	}
}

func TestPromptsAreThoseTheBlockShows(t *testing.T) {
	for _, c := range []struct{ name, session, want string }{
		{"output that begins as prompts do", "$ npm run build\n> app@1.0 build\n> vite\n# cifras\n% Total\n", "npm run build\n"},
		{"the same below a root prompt", "root@host:~# cat /etc/hosts\n# nota\n> x\nroot@host:~# exit\n", "cat /etc/hosts\nexit\n"},
		{"root's own prompt", "# id\nuid=0\n> x\n% y\n# cat <<F\n$ a\nF\n", "id\ncat <<F\n$ a\nF\n"},
		{"a comment above an order", "# Instale el paquete\n$ apt install nginx\n", "apt install nginx\n"},
		{"a shell as root", "$ sudo -i\n# id\nuid=0\n# exit\n$ cat f\n# nota\n", "sudo -i\nid\nexit\ncat f\n"},
		{"a shell in a container", "$ docker exec -it web sh\n/ # ls\n/srv # exit\n$ ls\n", "docker exec -it web sh\nls\nexit\nls\n"},
		{"csh", "% ls\nf\n# nota\n", "ls\n"},
		{"a block with nothing but >", "> npm start\nlisto\n# nota\n", "npm start\n"},
		{"an address with a number", "$ mail\nsoporte@es.example: 50% usado\n", "mail\n"},
		{"nothing typed", "$ ls\nroot@srv:~#\n$\n$ pwd\n", "ls\npwd\n"},
		{"only output", "Filesystem  Size\n/dev/sda1   20G\n", ""},
	} {
		if have := copied(t, c.session, Options{}); have != c.want {
			t.Errorf("%s:\nhave %q\nwant %q", c.name, have, c.want)
		}
	}
}

func TestALongSessionIsTakenApartAllTheSame(t *testing.T) {
	code := "$ ls\n" + strings.Repeat("archivo\n", MaxSize/8) + "$ pwd\n"
	if have := copied(t, code, Options{}); have != "ls\npwd\n" {
		t.Errorf("have %q", have[:min(len(have), 200)])
	}
}

// Nothing that seems open is looked for twice.
func TestSessionsAreReadInProportion(t *testing.T) {
	h := New()
	for _, line := range []string{"$ echo it's <<FIN\n", "$ (cat <<A\n", "> x \\\n", "mysql> SELECT 1\n", "PS C:\\> {\n", "$ \"$(`\n"} {
		scaling.Linear(t, line, 300, func(n int) {
			h.Append(nil, "console", strings.Repeat(line, n)+"A\n", Options{})
		})
	}
}
