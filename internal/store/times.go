package store

import (
	"reflect"
	"time"

	"gorm.io/gorm"
)

// useUTC makes every time that is created through GORM UTC to the microsecond: SQLite keeps times as text, where another zone would sort
// wrongly and vanish from point-in-time readings, and PostgreSQL keeps no more than microseconds.
func useUTC(db *gorm.DB) error {
	return db.Callback().Create().Before("gorm:create").Register("fwp:utc", func(db *gorm.DB) {
		if db.Statement.Schema == nil {
			return
		}
		for _, field := range db.Statement.Schema.Fields {
			if field.IndirectFieldType != reflect.TypeFor[time.Time]() {
				continue
			}
			eachRow(db.Statement.ReflectValue, func(row reflect.Value) {
				value, zero := field.ValueOf(db.Statement.Context, row)
				if zero {
					return
				}
				switch t := value.(type) {
				case time.Time:
					_ = field.Set(db.Statement.Context, row, moment(t))
				case *time.Time:
					_ = field.Set(db.Statement.Context, row, moment(*t))
				}
			})
		}
	})
}

func eachRow(v reflect.Value, do func(reflect.Value)) {
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		do(v)
		return
	}
	for i := range v.Len() {
		do(v.Index(i))
	}
}

// moment is a time as both databases keep it.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// TimeKey is a text that sorts as the moment does.
func TimeKey(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
