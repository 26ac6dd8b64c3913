//go:build !linux

package store

// fileSystemOf knows the numbers of Linux alone; elsewhere every file system is let through.
func fileSystemOf(string) (uint32, error) { return 0, nil }
