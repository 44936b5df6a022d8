package publish

import "folio/internal/output"

// Reason is a kind of failure: errors.Is(err, publish.ErrHostUnknown) works, and its
// text is the key of its words.
type Reason = output.Reason

// Error is a failure with what its words need.
type Error = output.Error

// Why what was asked for is no place to connect to.
const (
	// ErrURL is an address that is not sftp://user@host:port/path. Args: the
	// address, without its password.
	ErrURL Reason = "publish.sftp.url"
	// ErrPassword is an address with a password in it. Args: the address without.
	ErrPassword Reason = "publish.sftp.password"
	// ErrSSHConfig is a line of the configuration of ssh that Folio does not
	// understand. Args: the file and line, the line.
	ErrSSHConfig Reason = "publish.sftp.config"
	// ErrSSHMatch is a Match of which only a shell could tell whether it holds.
	// Args: the file and line, the line.
	ErrSSHMatch Reason = "publish.sftp.config-match"
	// ErrSSHProxyCommand is a host that is reached through a program. Args: the
	// file and line, the host.
	ErrSSHProxyCommand Reason = "publish.sftp.config-proxycommand"
	// ErrSSHLoop is a chain of ProxyJump without an end. Args: the host.
	ErrSSHLoop Reason = "publish.sftp.config-loop"
)

// Why there is no connection. Args: host and port, and what is named.
const (
	ErrHostNotFound Reason = "publish.sftp.host-not-found"
	ErrUnreachable  Reason = "publish.sftp.unreachable"
	ErrRefused      Reason = "publish.sftp.refused"
	// ErrTimeout has the seconds waited as well.
	ErrTimeout Reason = "publish.sftp.timeout"
	// ErrForwarding is a host on the way that does not lead on. Args: that host,
	// the one behind it.
	ErrForwarding Reason = "publish.sftp.forwarding"
	// ErrHandshake is a server that hung up, or does not speak SSH.
	ErrHandshake Reason = "publish.sftp.handshake"
	// ErrAlgorithms is a server that knows only ways that are no longer safe.
	ErrAlgorithms Reason = "publish.sftp.algorithms"
	// ErrNoSubsystem is a server that lets in but has no SFTP.
	ErrNoSubsystem Reason = "publish.sftp.no-subsystem"
)

// Why the server is not trusted.
const (
	// ErrHostUnknown is a server that known_hosts does not name; the cause is an
	// *UnknownHost. Args: the host as known_hosts has it, the kind of the key, its
	// fingerprint, the file it would stand in.
	ErrHostUnknown Reason = "publish.sftp.host-unknown"
	// ErrHostChanged is a server with another key than the one known. Args: the
	// host, the kind of the key, its fingerprint, file and line of the one known.
	ErrHostChanged Reason = "publish.sftp.host-changed"
	// ErrHostRevoked is a server whose key is revoked. Args: as ErrHostChanged.
	ErrHostRevoked Reason = "publish.sftp.host-revoked"
	// ErrKnownHosts is a known_hosts that cannot be read or written. Args: the file.
	ErrKnownHosts Reason = "publish.sftp.known-hosts"
)

// Why the server does not let in.
const (
	// ErrNoKey is that there is no key at all to show. Args: user and host.
	ErrNoKey Reason = "publish.sftp.no-key"
	// ErrKeyRefused is that the server takes none of the keys. Args: user and
	// host, the keys that were shown.
	ErrKeyRefused Reason = "publish.sftp.key-refused"
	// ErrKeyFile is a key that was named and cannot be used. Args: the file, or
	// the variable's name.
	ErrKeyFile Reason = "publish.sftp.key-file"
	// ErrKeyMissing is a key that was named and is not there. Args: the file.
	ErrKeyMissing Reason = "publish.sftp.key-missing"
	// ErrKeyPublic is the public half in the place of a key. Args: the file, or the
	// variable's name.
	ErrKeyPublic Reason = "publish.sftp.key-public"
	// ErrPassphrase is a key with a passphrase and nobody to ask, or a wrong one.
	// Args: the file, or the variable's name.
	ErrPassphrase Reason = "publish.sftp.passphrase"
)

// Why something was not done on the server. Args: the path there.
const (
	// ErrMissing is a folder to publish in that does not exist.
	ErrMissing Reason = "publish.sftp.missing"
	// ErrNotFolder is something else in its place.
	ErrNotFolder Reason = "publish.sftp.not-folder"
	// ErrPermission also is fs.ErrPermission.
	ErrPermission Reason = "publish.sftp.permission"
	// ErrFull is a disk without room.
	ErrFull Reason = "publish.sftp.full"
	// ErrServer is that the server did not do it and does not say why. Args: the
	// path, what it said.
	ErrServer Reason = "publish.sftp.failed"
	// ErrNoRename also is errors.ErrUnsupported: the server has no posix-rename.
	ErrNoRename Reason = "publish.sftp.no-rename"
	// ErrNoLink also is errors.ErrUnsupported: links cannot be made there.
	ErrNoLink Reason = "publish.sftp.no-link"
)

// Why a connection was lost; both are ErrLost as well. Args: host and port, and
// for ErrStalled the seconds waited.
const (
	ErrDropped Reason = "publish.sftp.lost"
	ErrStalled Reason = "publish.sftp.stalled"
)

func because(r Reason, cause error, args ...string) error {
	return &Error{Reason: r, Args: args, Err: cause}
}
