package store

import "syscall"

// fileSystemOf is the number of the file system on which something lies.
func fileSystemOf(path string) (uint32, error) {
	var found syscall.Statfs_t
	err := syscall.Statfs(path, &found)
	return uint32(found.Type), err // 32 bits, which some machines keep with a sign
}
