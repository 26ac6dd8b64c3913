package store

import (
	"fmt"
	"path/filepath"
)

// remote are the file systems that lie, or may lie, on another machine, by the number with which Linux names them: the locks and the shared
// memory of SQLite do not hold there. One made by a program (FUSE) says nothing of where it lies.
var remote = map[uint32]string{
	0x00006969: "NFS",
	0x0000517B: "SMB",
	0xFF534D42: "CIFS",
	0xFE534D42: "SMB",
	0x01021997: "9p",
	0x65735546: "FUSE",
	0x5346414F: "AFS",
	0x6B414653: "AFS",
	0x00C36400: "Ceph",
	0x0BD00BD0: "Lustre",
	0x47504653: "GPFS",
	0x786F4256: "a VirtualBox share",
}

// refuseRemote refuses a database whose folder, or whose file where it is mounted by itself, lies on another machine. What cannot be found out
// is let through.
func refuseRemote(path string) error {
	for _, at := range []string{filepath.Dir(path), path} {
		number, err := fileSystemOf(at)
		if err != nil {
			continue
		}
		if err := allowed(number, path); err != nil {
			return err
		}
	}
	return nil
}

// allowed says whether a database may lie on a file system.
func allowed(number uint32, path string) error {
	if name, found := remote[number]; found {
		return fmt.Errorf("%s lies on a network file system (%s), where SQLite cannot keep data safe; name a file on a local disk in FWP_DATABASE_URL, or a PostgreSQL server", path, name)
	}
	return nil
}
