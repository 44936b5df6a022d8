package check

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// hardeningRule: what a manual has people do leaves the system safe.
func hardeningRule() Rule {
	return Rule{Codes: []diag.Code{"SEG-02", "SEG-03", "SEG-04"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			for _, k := range x.with(plainHTTP) {
				plainAddresses(x, x.passages[k].Block, r)
			}
			users := len(x.with(accountWords)) > 0
			x.eachBlock(func(b *markdown.Block) {
				plainLinks(x, b, r)
				if users {
					databaseUsers(x, b, r)
				}
				allRights(x, b, r)
				for _, o := range x.ordersOf(b) {
					weakCertificate(x, b, o, r)
					openedUp(x, b, o, r)
				}
			})
		}
		for _, v := range s.Config.Variables {
			if isDatabaseUser(v.Name) && superusers[strings.ToLower(v.Value)] {
				r.add(v.Pos, "", diag.Warning, "SEG-03.cuenta", v.Value)
			}
		}
		for _, e := range s.Config.Environments {
			for _, v := range e.Variables {
				if isDatabaseUser(v.Name) && superusers[strings.ToLower(v.Value)] {
					r.add(v.Pos, "", diag.Warning, "SEG-03.cuenta", v.Value)
				}
			}
		}
	}}
}

// weakCertificate finds certificates that nobody vouches for, keys without a
// passphrase, and programs told not to look at certificates.
func weakCertificate(x *Section, b *markdown.Block, o order, r *reporter) {
	switch o.tool() {
	case "openssl":
		if o.arg(0) != "req" {
			return
		}
		if o.has("-x509") {
			r.at(x, b, o.first, diag.Warning, "SEG-02")
		} else if o.has("-nodes", "-noenc") {
			r.at(x, b, o.first, diag.Warning, "SEG-02.clave")
		}
	case "mkcert", "make-ssl-cert", "New-SelfSignedCertificate":
		if len(o.words) > 1 {
			r.at(x, b, o.first, diag.Warning, "SEG-02")
		}
	case "curl":
		if (o.has("--insecure") || o.flag('k')) && !nearTarget(o) {
			r.at(x, b, o.first, diag.Warning, "SEG-02.comprobar", "curl --insecure")
		}
	case "wget":
		if o.has("--no-check-certificate") {
			r.at(x, b, o.first, diag.Warning, "SEG-02.comprobar", "wget --no-check-certificate")
		}
	case "git":
		if o.has("http.sslVerify") && o.has("false") {
			r.at(x, b, o.first, diag.Warning, "SEG-02.comprobar", "http.sslVerify false")
		}
	}
}

// nearTarget tells whether an order's addresses are all of this machine or of the
// private network.
func nearTarget(o order) bool {
	seen := false
	for _, w := range o.args() {
		if _, rest, ok := strings.Cut(w.text, "://"); ok {
			if seen = isNear(hostOf(rest)); !seen {
				return false
			}
		}
	}
	return seen
}

// openedUp finds permissions for everybody and groups that are as good as root.
func openedUp(x *Section, b *markdown.Block, o order, r *reporter) {
	switch o.tool() {
	case "chmod":
		for _, w := range o.args() {
			if forAll(w.text) {
				r.at(x, b, w.at, diag.Warning, "SEG-03", "chmod "+w.text)
				return
			}
		}
	case "usermod", "gpasswd", "adduser", "useradd":
		for _, w := range o.args() {
			if w.text == "docker" && strings.HasPrefix(o.words[1].text, "-") || w.text == "docker" && o.tool() == "adduser" && w.at > o.words[1].at {
				r.at(x, b, o.first, diag.Warning, "SEG-03.grupo", "docker")
				return
			}
		}
	}
}

// allRights finds a grant of all rights on all databases.
func allRights(x *Section, b *markdown.Block, r *reporter) {
	if b.Kind != markdown.CodeBlock || !strings.Contains(b.Text, " *.* ") {
		return
	}
	eachLine(b.Typed(), func(at int, line string) {
		upper := strings.ToUpper(line)
		if i := strings.Index(upper, "GRANT ALL"); i >= 0 && len(upper) == len(line) && strings.Contains(upper[i:], " ON *.* TO ") {
			r.at(x, b, at+i, diag.Warning, "SEG-03.todo")
		}
	})
}

// forAll tells a mode in which others may write.
func forAll(mode string) bool {
	if len(mode) >= 3 && len(mode) <= 4 && strings.Trim(mode, "01234567") == "" {
		sticky := len(mode) == 4 && (mode[0]-'0')&1 == 1
		return (mode[len(mode)-1]-'0')&2 == 2 && !sticky
	}
	switch mode {
	case "a+w", "o+w", "+w", "a+rw", "o+rw", "a+rwx", "o+rwx", "ugo+rwx", "ugo+w", "a=rwx", "o=rwx", "ugo=rwx", "go+w", "go+rwx":
		return mode != "+w"
	}
	return false
}

var superusers = set("root admin sa postgres administrator administrador sysdba system sys superuser dba")

// accountWords are in the names of the accounts of databases.
var accountWords = watchFor("_us", "-us", ".us", "pguser")

var underscores = strings.NewReplacer("-", "_", ".", "_")

// isDatabaseUser tells the name of a variable that holds the account with which
// an application enters its database.
func isDatabaseUser(name string) bool {
	n := underscores.Replace(strings.ToLower(name))
	if !strings.HasSuffix(n, "_user") && !strings.HasSuffix(n, "_username") && !strings.HasSuffix(n, "_usuario") && n != "pguser" {
		return false
	}
	for _, p := range []string{"db_", "database_", "datasource_", "mysql_", "pg_", "jdbc_", "bd_", "sql_", "mongo_", "oracle_", "mariadb_", "typeorm_"} {
		if i := strings.Index(n, p); i == 0 || i > 0 && n[i-1] == '_' {
			return true
		}
	}
	return n == "pguser"
}

// databaseUsers finds accounts that may do everything where an application's own
// belongs.
func databaseUsers(x *Section, b *markdown.Block, r *reporter) {
	for i, row := range b.Rows {
		if i > 0 && len(row) > 1 && isDatabaseUser(strings.TrimSpace(row[0].Text)) {
			for k := range row[1:] {
				if c := &row[k+1]; superusers[strings.ToLower(strings.TrimSpace(c.Text))] {
					r.at(x, c, 0, diag.Warning, "SEG-03.cuenta", c.Text)
					break
				}
			}
		}
	}
	if b.Kind != markdown.CodeBlock && b.Kind != markdown.ParagraphBlock {
		return
	}
	if strings.IndexByte(b.Text, '=') < 0 && (b.Kind == markdown.ParagraphBlock || strings.IndexByte(b.Text, ':') < 0) {
		return // nearly all words
	}
	lower := strings.ToLower(b.Text)
	if len(lower) != len(b.Text) {
		return
	}
	for at := 0; at < len(lower); {
		i := strings.Index(lower[at:], "us")
		if i < 0 {
			return
		}
		at += i + 2
		end := at
		for end < len(lower) && isLetter(lower[end]) {
			end++
		}
		start := at - 2
		for start > 0 && at-start < 60 && (isLetter(lower[start-1]) || strings.IndexByte("_.-", lower[start-1]) >= 0 || lower[start-1] >= '0' && lower[start-1] <= '9') {
			start--
		}
		value := strings.TrimLeft(lower[end:min(len(lower), end+80)], `"' `)
		if !isDatabaseUser(lower[start:end]) || value == "" || value[0] != '=' && value[0] != ':' {
			continue
		}
		value = strings.TrimLeft(value[1:], `"' `)
		if k := strings.IndexAny(value, " \n\r\t\"',;}"); k >= 0 {
			value = value[:k]
		}
		if superusers[value] {
			r.at(x, b, start, diag.Warning, "SEG-03.cuenta", value)
		}
	}
}
