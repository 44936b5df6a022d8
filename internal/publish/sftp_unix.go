//go:build unix

package publish

import (
	"errors"
	"io"
	"net"
	"time"

	"golang.org/x/sys/unix"
)

// defaultAgent is where the agent listens: where the environment says.
func defaultAgent(environment string) string { return environment }

func dialAgent(address string) (io.ReadWriteCloser, error) {
	return net.DialTimeout("unix", address, 5*time.Second)
}

func connectionRefused(err error) bool {
	return errors.Is(err, unix.ECONNREFUSED)
}

func unreachable(err error) bool {
	return errors.Is(err, unix.EHOSTUNREACH) || errors.Is(err, unix.ENETUNREACH) || errors.Is(err, unix.EHOSTDOWN)
}

func globalKnownHosts() []string {
	return []string{"/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"}
}
