package paper

import (
	"os/exec"
	"path/filepath"
	"runtime"
)

// Env is the environment variable that names the browser's program.
const Env = "FOLIO_BROWSER"

// Find looks for a browser: the one that is named, if any, else Chrome, Chromium
// or Edge where each system has them.
func Find(named string, getenv func(string) string) (string, error) {
	if named == "" {
		named = getenv(Env)
	}
	if named != "" {
		if program, err := exec.LookPath(named); err == nil {
			return program, nil
		}
		return "", &Error{Kind: NotFound, Program: named}
	}
	for _, name := range programs(runtime.GOOS, getenv) {
		if program, err := exec.LookPath(name); err == nil {
			return program, nil
		}
	}
	return "", &Error{Kind: NoBrowser}
}

// programs are the names and the paths that browsers have on a system.
func programs(system string, getenv func(string) string) []string {
	switch system {
	case "windows":
		var list []string
		for _, inside := range []string{
			`Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`, `Chromium\Application\chrome.exe`,
		} {
			for _, base := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
				if dir := getenv(base); dir != "" {
					list = append(list, dir+`\`+inside)
				}
			}
		}
		return append(list, "chrome.exe", "msedge.exe", "chromium.exe")
	case "darwin":
		var list []string
		for _, app := range []string{"Google Chrome", "Chromium", "Microsoft Edge"} {
			for _, base := range []string{"/Applications", filepath.Join(getenv("HOME"), "Applications")} {
				list = append(list, base+"/"+app+".app/Contents/MacOS/"+app)
			}
		}
		return append(list, "google-chrome", "chromium", "microsoft-edge")
	default:
		return []string{
			"google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge-stable", "microsoft-edge", "chrome",
			"/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium",
		}
	}
}
