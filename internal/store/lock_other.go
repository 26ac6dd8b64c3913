//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package store

import "context"

// lockFolder does nothing on systems without flock: there, two programs must not prepare the same new database at once.
func lockFolder(context.Context, string) (release func(), err error) { return func() {}, nil }

// lockService does nothing on systems without flock: there, whoever starts a service must see to it that no other has the file.
func lockService(string) (release func() error, err error) {
	return func() error { return nil }, nil
}
