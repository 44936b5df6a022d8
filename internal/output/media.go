package output

import (
	"path"
	"strings"
)

// MediaType is what a file of a site is served as, by its extension and the same on
// every system. Text that is handed out for reading or copying shows in the browser.
func MediaType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".txt", ".md", ".sh", ".bash", ".ps1", ".bat", ".cmd", ".sql", ".yaml", ".yml", ".toml", ".ini", ".conf",
		".cfg", ".properties", ".env", ".service", ".csv", ".log", ".tf", ".py":
		return "text/plain; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".pdf":
		return "application/pdf"
	case ".zip":
		return "application/zip"
	case ".gz", ".tgz":
		return "application/gzip"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".webmanifest":
		return "application/manifest+json"
	}
	return "application/octet-stream"
}
