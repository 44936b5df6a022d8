package serve

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// openBrowser shows an address in the user's browser.
func openBrowser(url string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", url)
	case "darwin":
		cmd = exec.Command("open", url)
	default:
		cmd = exec.Command("xdg-open", url)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // so that the system can forget the process
	return nil
}

func hostname() (string, error) { return os.Hostname() }

// taken says whether a port could not be had because somebody else has it.
func taken(err error) bool {
	const wsaInUse, wsaAccess = syscall.Errno(10048), syscall.Errno(10013) // Windows has its own numbers
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES) ||
		runtime.GOOS == "windows" && (errors.Is(err, wsaInUse) || errors.Is(err, wsaAccess))
}
