package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrReplaced: another file, or none, is now where the SQLite file was opened. What is written would be in neither.
var ErrReplaced = errors.New("the database file was replaced or removed while it was open")

// fileIdentity is the file that was opened, and the path by which it was named. The zero value is of a database that is no file.
type fileIdentity struct {
	path   string
	opened fs.FileInfo
}

// identify remembers which file is at a path.
func identify(path string) (fileIdentity, error) {
	info, err := os.Stat(path)
	return fileIdentity{path, info}, err
}

// inPlace says, by one look at the folder, whether the path still names the file that was opened; where not, or where that cannot be known,
// ErrReplaced.
func (f fileIdentity) inPlace() error {
	if f.opened == nil {
		return nil
	}
	now, err := os.Stat(f.path)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrReplaced, err)
	case !os.SameFile(now, f.opened):
		return fmt.Errorf("%w: %s is another file now; stop the service and put the right one there before it starts again", ErrReplaced, f.path)
	}
	return nil
}
