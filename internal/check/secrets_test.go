package check

import (
	"strings"
	"testing"
)

// TestSecretsAreFound: one for each form, in text as files and people have it.
// Tokens are put together here, so that no tool takes this file for a leak.
func TestSecretsAreFound(t *testing.T) {
	letters := "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2eF4hJ6"
	for name, text := range map[string]string{
		"pgpassword":  "PGPASSWORD=Abc12345 psql",
		"export-pg":   "export PGPASSWORD='Xk29-lmQ!77' pg_dump sigo",
		"joroba":      "const dbPassword = \"S3gura2026\"",
		"joroba-2":    "clientSecret: Zx81Kq29",
		"frase":       "La contraseña es S1go2026*.",
		"frase-2":     "La contraseña inicial del usuario admin es: Abc12345*",
		"frase-3":     "The password is Tr0ub4dor&3.",
		"env":         "DB_HOST=bd1\nDB_PASS=Vert1a.2026\nPORT=1",
		"export":      `export API_TOKEN="k7Yq-92mz"`,
		"yaml":        "base:\n  usuario: app\n  password: S3gura!2026\n",
		"ini":         "[mysql]\nuser = app\npassword = S3gura2026\n",
		"properties":  "spring.datasource.password=S3gura2026",
		"json":        `{"user": "app", "secret": "S3gura2026"}`,
		"xml":         "<datasource><password>S3gura2026</password></datasource>",
		"atributo":    `<property name="db.password" value="S3gura2026"/>`,
		"prosa":       "Usuario: admin. Contraseña: Admin123*",
		"de-quien":    "La contraseña del portal: Zx9kPq2024",
		"de-quien-2":  "Clave de acceso: Zx9$kPq!2024",
		"parentesis":  "ssh admin@10.0.0.1 (clave: Zipa$quira8)",
		"barra":       "Usuario/clave: oracle/oraPass#77",
		"comillas":    "Dice «contraseña: Admin123*»",
		"prosa-clave": "La clave: Tr0pical2026 se cambia luego.",
		"url":         "postgres://app:S3gura2026@bd1.vertia.example:5432/app",
		"jdbc":        "jdbc:sqlserver://bd1;databaseName=x;user=app;password=S3gura2026;",
		"ado":         "Server=bd1;User Id=app;Password=S3gura2026;",
		"curl":        "curl -s -u admin:S3gura2026 https://x.example/api",
		"sshpass":     "sshpass -p 'S3gura2026' ssh x@y.example",
		"mysql":       "mysql -u root -pS3gura2026 app < a.sql",
		"ldap":        "ldapsearch -x -D cn=admin -w S3gura2026 -b dc=x",
		"sql":         "CREATE USER app IDENTIFIED BY 'S3gura2026';",
		"pg":          "ALTER ROLE app WITH PASSWORD 'S3gura2026';",
		"llave":       "-----BEGIN RSA " + "PRIVATE KEY-----",
		"aws":         "AKIA" + "ABCDEFGHIJKLMNOP",
		"google":      "AIza" + letters[:35],
		"github":      "ghp_" + letters,
		"gitlab":      "glpat-" + letters[:20],
		"slack":       "xoxb-" + "1234567890-abc",
		"jwt":         "eyJ" + letters[:20] + ".eyJ" + letters[:20] + "." + letters[:20],
		"azure":       "AccountKey=" + strings.Repeat("Ab3+", 21) + "==",
	} {
		if got := anySecret(text); len(got) != 1 {
			t.Errorf("%s: %d secrets in %q", name, len(got), text)
		}
		if !maySecret([]byte(text)) {
			t.Errorf("%s: no page with %q is read", name, text)
		}
	}
}

// TestPagesThatMayHaveSecretsAreRead: what the source says of a page without a
// blueprint decides whether it is read, and Markdown may stand between a name and
// what it is given.
func TestPagesThatMayHaveSecretsAreRead(t *testing.T) {
	for _, text := range []string{
		"**Contraseña:** S3gura", "**Contraseña**: S3gura", "<b>Clave</b>: S3gura", "[clave](boveda.md): S3gura", "[clave][b]: S3gura", "`clave`: S3gura",
		"Contraseña&#58; S3gura", "Contraseña\u00a0: S3gura", "> clave\n> : S3gura", "clave\\: S3gura", "*clave*{.x}: S3gura", "~~token~~ = S3gura", "CLAVE  =\tS3gura",
		"<!-- folio: permitir SEG-01 motivo -->", "<!--\n\tfolio: permitir SEG-01 motivo\n-->",
		"<https://app:S3gura@a.example>", "https://app:**S3gura**@a.example", `https://app:S3gura\@a.example`, "https://app:S3gura&#64;a.example", "https://app:{{ CLAVE }}@a.example",
		"http://a.example y https://b:S3gura@a.example", "https://" + strings.Repeat("a", 2000) + ":S3gura@a.example",
		"curl -s https://a.example --user app:S3gura", "mysqldump a\n\nmysql -u root -pS3gura", "curl {{ OPCIONES }} app:S3gura https://a.example", "curl &#45;u app:S3gura a.example",
		"Demasiado: ASIA" + "ABCDEFGHIJKLMNOP",
		"docker login -u app -P S3gura2026 r.example", "curl -**u** app:S3gura a.example", "curl `-`u app:S3gura a.example", "curl -<b>u</b> app:S3gura a.example",
		"sshpass -[p](x.md) S3gura2026", "ldapsearch -*w* S3gura2026", "El servidor es MySQL 8.\n\ncurl -u app:S3gura a.example",
		"[https://app](https://b.example \"un título\"):S3gura@a.example", "[https://app][la ref]:S3gura@a.example", "https://app:<span title=\"a b\">S3gura</span>@a.example",
		"https:\\//app:S3gura@a.example", "https://app[^una nota]:S3gura@a.example",
		"Contraseña[^1]: S3gura\n\n[^1]: N.", "API\\_KEY: S3gura", "ghp\\_aB3", "CREATE USER a IDENTIFIED\nBY 'S3gura2026'", "> docker\n> login -p S3gura2026", "contra**seña**: S3gura", "contra<wbr>seña: S3gura",
		"> <!--\n> folio: permitir SEG-01 motivo\n> -->", "| Usuario | Contraseña |", "La contraseña inicial es S3gura1.",
	} {
		if !maySecret([]byte(text)) {
			t.Errorf("a page with %q is not read", text)
		}
	}
	for _, text := range []string{
		"Pida la clave (de la bóveda).", "Use un token. Vence: mañana.", "Escriba la contraseña", "Ejecute: `passwd`",
		"Es demasiado grande.", "Entre con el login de siempre.",
	} {
		if maySecret([]byte(text)) {
			t.Errorf("a page with %q is read", text)
		}
	}
}

// TestWhatIsNoSecret: blanks, variables, words and places.
func TestWhatIsNoSecret(t *testing.T) {
	for _, text := range []string{
		"DB_PASS=${DB_PASS}", "DB_PASS={{DB_PASS}}", "DB_PASS=<contraseña>", "DB_PASS=XXXX", "DB_PASS=********", "DB_PASS=", "DB_PASS: \"\"",
		"password: ${{ secrets.DB_PASS }}", "DB_PASS=$(cat /run/secrets/db)", "password_file: /run/secrets/db", "PASSWORD=cambiar",
		"La contraseña es personal.", "La contraseña: la del directorio activo.", "Contraseña: la que entrega la mesa de ayuda", "clave: valor",
		"token: string", "El token: se renueva cada hora.", "secreto: true", "secreto: sí", "secret: false",
		"https://usuario@host.example/x", "https://host.example:8443/x", "ssh://git@host.example:22/x", "postgres://app:${DB_PASS}@bd1/app",
		"postgres://app:{{DB_PASS}}@bd1/app", "curl -u \"$USUARIO:$CLAVE\" https://x.example", "mysql -u root -p app", "mysql -p -u root",
		"ldapsearch -x -W -D cn=admin", "kubectl get secret app-tls", "docker secret create db_pass -", "openssl rand -base64 32",
		"La contraseña es personal.", "La clave es RSA-2048.", "La clave es AES-256, con SHA256.", "La contraseña es de 12 caracteres.", "La contraseña es la de LDAP2.", "La clave es 2048.",
		"La contraseña de la base es secreta.", "compass: Norte2", "enclave: Zona3", "La contraseña es {{CLAVE_1}}.", "La contraseña es ${DB_PASS1}.",
		"Clave del formato: F-A-GTI-12", "La clave del éxito: 3 pasos", "La contraseña del portal: la entrega la mesa", "Clave de la tabla: id_usuario2",
		"clave-publica", "palabra clave", "ssh-keygen -t ed25519 -f ~/.ssh/clave", "passwd deploy", "`password authentication failed for user`",
		"AKIA", "eyJ", "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----", "IDENTIFIED BY '${DB_PASS}'", "PASSWORD '<contraseña>'",
		"PasswordAuthentication no", "PermitRootLogin: no", "max_password_age=90", "password_encryption = scram-sha-256", "token_ttl: 3600",
	} {
		if got := anySecret(text); len(got) != 0 {
			t.Errorf("%d secrets in %q", len(got), text)
		}
	}
}

// TestSecretsInCells: what a table's names make of a word.
func TestSecretsInCells(t *testing.T) {
	for _, c := range [][2]string{
		{"Contraseña", "S1go2026*"},
		{"Usuario / Contraseña", "admin123"},
		{"Contraseña inicial", "Temporal#1"},
		{"Clave", "Abc12345*"},
		{"Clave", "Admin2026"},
		{"PGPASSWORD", "sigo2026"},
		{"Token", "Zx81Kq29ab"},
		{"DB_PASS", "Vert1a2026"},
		{"Password", "root*root"},
	} {
		if !SecretCell(c[0], c[1]) {
			t.Errorf("%q under %q is no secret", c[1], c[0])
		}
	}
	for _, c := range [][2]string{
		{"Contraseña", "Bóveda"},
		{"Contraseña", "En la bóveda 2"},
		{"Contraseña", "Sí"},
		{"Contraseña", "${DB_PASS1}"},
		{"Contraseña", "{{CLAVE1}}"},
		{"Contraseña", "********"},
		{"Contraseña", "90"},
		{"Contraseña", "12345678"},
		{"Clave", "server.port2"},
		{"Clave", "id_ed25519"},
		{"Clave", "RSA-2048"},
		{"Clave", "AES-256"},
		{"Contraseña", "TLSv1.3"},
		{"Clave", "AES256-GCM"},
		{"Contraseña", "X.509v3"},
		{"Puerto", "S1go2026*"},
		{"Token", "15 min"},
		{"Contraseña", "https://a.example/1"},
		{"Palabra clave", "palabra"},
		{"Enclave", "Zona2026*"},
		{"Contraseña", "<contraseña1>"},
		{"Clave primaria", "id_usuario2"},
	} {
		if SecretCell(c[0], c[1]) {
			t.Errorf("%q under %q is a secret", c[1], c[0])
		}
	}
}
