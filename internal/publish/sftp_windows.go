package publish

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/windows"
)

// windowsAgent is the pipe of the agent that Windows has.
const windowsAgent = `\\.\pipe\openssh-ssh-agent`

// defaultAgent is where the agent listens: where the environment says, or the
// one of Windows.
func defaultAgent(environment string) string {
	if environment == "" {
		return windowsAgent
	}
	return environment
}

func dialAgent(address string) (io.ReadWriteCloser, error) {
	address = strings.ReplaceAll(address, "/", `\`)
	if strings.HasPrefix(address, `\\`) {
		return os.OpenFile(address, os.O_RDWR, 0)
	}
	return net.DialTimeout("unix", address, 5*time.Second)
}

func connectionRefused(err error) bool {
	return errors.Is(err, windows.WSAECONNREFUSED)
}

func unreachable(err error) bool {
	return errors.Is(err, windows.WSAEHOSTUNREACH) || errors.Is(err, windows.WSAENETUNREACH)
}

func globalKnownHosts() []string {
	return []string{filepath.Join(os.Getenv("ProgramData"), "ssh", "ssh_known_hosts")}
}
