package store

import (
	"database/sql"
	"fmt"
	"reflect"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/callbacks"
)

// readFast takes the place of GORM's own reading of rows, whose general way costs more than SQLite's work on most queries: what GORM built is sent
// as it is, and the columns are set straight into the fields of the row. What is not read into rows of a struct is left to GORM.
func readFast(db *gorm.DB) error {
	return db.Callback().Query().Replace("gorm:query", func(db *gorm.DB) {
		if db.Error != nil {
			return
		}
		callbacks.BuildQuerySQL(db)
		if db.DryRun || db.Error != nil {
			return
		}
		rows, err := db.Statement.ConnPool.QueryContext(db.Statement.Context, db.Statement.SQL.String(), db.Statement.Vars...)
		if err != nil {
			_ = db.AddError(err)
			return
		}
		defer func() { _ = db.AddError(rows.Close()) }()
		if !intoStructs(db) {
			gorm.Scan(rows, db, 0)
			return
		}
		_ = db.AddError(readInto(db, rows))
	})
}

// intoStructs says whether a query reads rows of its model, or one of them.
func intoStructs(db *gorm.DB) bool {
	row := db.Statement.ReflectValue.Type()
	if row.Kind() == reflect.Slice {
		row = row.Elem()
	}
	return db.Statement.Schema != nil && db.Statement.Schema.ModelType == row
}

// readInto reads the rows into the destination of the query: all of them, or the first where it takes one.
func readInto(db *gorm.DB, rows *sql.Rows) error {
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	into := db.Statement.ReflectValue
	many := into.Kind() == reflect.Slice
	row := into
	if many {
		row = reflect.New(into.Type().Elem()).Elem()
		into.SetLen(0)
	}
	columns, values, places := make([]column, len(names)), make([]any, len(names)), make([]any, len(names))
	for n, name := range names {
		places[n] = &values[n]
		if field := db.Statement.Schema.LookUpField(name); field != nil {
			columns[n] = columnOf(row.FieldByIndex(field.StructField.Index))
		}
	}
	for rows.Next() && (many || db.RowsAffected == 0) {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		row.SetZero()
		for n, c := range columns {
			if err := c.set(values[n]); err != nil {
				return fmt.Errorf("column %q: %w", names[n], err)
			}
		}
		if db.RowsAffected++; many {
			into.Set(reflect.Append(into, row))
		}
	}
	if err := rows.Err(); err != nil || db.RowsAffected > 0 || !db.Statement.RaiseErrorOnNotFound {
		return err
	}
	return ErrNone
}

// column is where the values of a column go: a field, or its own way of reading a value; nowhere where the row has no such field.
type column struct {
	field   reflect.Value
	scanner sql.Scanner
}

func columnOf(field reflect.Value) column {
	scanner, _ := field.Addr().Interface().(sql.Scanner)
	return column{field, scanner}
}

func (c column) holdsBytes() bool {
	return c.field.Kind() == reflect.Slice && c.field.Type().Elem().Kind() == reflect.Uint8
}

// sqliteTime is how SQLite's driver writes a time (see openSQLite).
const sqliteTime = "2006-01-02 15:04:05.999999999-07:00"

// set puts a value as a driver gives it into the field, which is zero.
func (c column) set(value any) error {
	switch {
	case c.scanner != nil:
		return c.scanner.Scan(value)
	case value == nil || !c.field.IsValid():
		return nil
	case c.field.Kind() == reflect.Pointer:
		c.field.Set(reflect.New(c.field.Type().Elem()))
		return columnOf(c.field.Elem()).set(value)
	}
	at, isTime := c.field.Addr().Interface().(*time.Time)
	switch v := value.(type) {
	case string:
		if isTime {
			t, err := time.Parse(sqliteTime, v)
			*at = t.UTC()
			return err
		}
		switch {
		case c.field.Kind() == reflect.String:
			c.field.SetString(v)
			return nil
		case c.holdsBytes(): // SQLite keeps what it is given, whatever the column
			c.field.SetBytes([]byte(v))
			return nil
		}
	case int64:
		switch {
		case c.field.CanInt():
			c.field.SetInt(v)
			return nil
		case c.field.Kind() == reflect.Bool:
			c.field.SetBool(v != 0)
			return nil
		}
	case bool:
		if c.field.Kind() == reflect.Bool {
			c.field.SetBool(v)
			return nil
		}
	case []byte:
		if c.holdsBytes() {
			c.field.SetBytes(v)
			return nil
		}
	case time.Time:
		if isTime {
			*at = v.UTC()
			return nil
		}
	}
	return fmt.Errorf("holds %T, which is no %s", value, c.field.Type())
}
