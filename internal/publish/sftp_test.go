//go:build unix

package publish

import (
	"testing"

	"golang.org/x/crypto/ssh"
)

func TestServersKeepTheContract(t *testing.T) {
	c := newClient(t)
	for name, more := range map[string]string{
		"inside sshd": "Subsystem sftp internal-sftp",
		"a program":   "Subsystem sftp " + sftpServer(t),
	} {
		s := serve(t, []ssh.PublicKey{c.key}, more)
		c.knows(s)
		t.Run(name, func(t *testing.T) {
			contract(t, func(t *testing.T) Target { return c.open(t, s.url(t.TempDir())) })
		})
	}
}
