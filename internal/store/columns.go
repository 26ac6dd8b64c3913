package store

import (
	"strings"
	"sync"

	"gorm.io/gorm/schema"
)

// columnsOf lists the columns of T's fields, as a query under an alias reads them: what is kept only for searching stays unread.
func columnsOf[T any](alias string) string {
	parsed, err := schema.Parse(new(T), &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		panic("a noun that cannot be stored: " + err.Error())
	}
	columns := make([]string, len(parsed.DBNames))
	for i, name := range parsed.DBNames {
		columns[i] = alias + "." + name
	}
	return strings.Join(columns, ", ")
}
