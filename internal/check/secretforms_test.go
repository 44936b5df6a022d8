package check

import "testing"

// FuzzWhatASecretNeeds: the cheap questions that come before a form's expression
// never keep it from what it would find.
func FuzzWhatASecretNeeds(f *testing.F) {
	for _, text := range []string{
		"DB_PASSWORD=Xq9", "contraseña: 'Ab1'", "CONTRASEÑA : Ab12", `"api_key" => "k9-a"`, "<secret>a1b2</secret>", `<add key="db.token" value="a1b2"/>`,
		`name='x-pwd'  value='a b c'`, "User Id=sa; Password = a1b ;", "PASSWORD 'a1b2'", "IDENTIFIED BY\t'a1b2'", "clave\n=\n\"a1b2", "https://u:abc1@x", "curl --user=a:b12",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for i := range secretForms {
			form := &secretForms[i]
			if m := form.form.FindString(text); m != "" && !form.may(asciiLower(text)) {
				t.Errorf("form %d has %q, which is not looked at", i, m)
			}
		}
	})
}
