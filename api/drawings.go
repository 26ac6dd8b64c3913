package api

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"path"
	"slices"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/language"
	"fwptracker/internal/report"
	"fwptracker/internal/workplan"
)

// drawing is how a report of any kind is drawn up and made into a file. Its name, beside the query, says what is asked for, and ends with the form
// as extension; the stamp changes whenever what is drawn may; undated is what was drawn without the moments at which it was.
type drawing[R any] struct {
	name    string
	stamp   func(context.Context) (string, error)
	draw    func(context.Context) (R, error)
	undated func(R) R
	file    func(R) (reportFile, error)
}

// answerDrawn answers what is made of a report, kept under the name of what was asked for until something it rests on has changed.
func answerDrawn[R any](a *API, c echo.Context, actor workplan.Actor, q *query, d drawing[R]) error {
	if err := q.err(); err != nil {
		return err
	}
	ctx := c.Request().Context()
	stamp, err := d.stamp(ctx)
	if err != nil {
		return err
	}
	key := keyOf(d.name + "?" + q.values.Encode() + " " + actor.Label())
	file, err := a.reports.get(ctx, key, stamp, func(before reportFile) (reportFile, error) {
		if err := a.mayExport(c, actor, d.name); err != nil {
			return reportFile{}, err
		}
		drawn, err := d.draw(ctx)
		if err != nil {
			return reportFile{}, err
		}
		says, err := saying(d.undated(drawn))
		if err != nil || before.says == says {
			return before, err
		}
		file, err := d.file(drawn)
		file.says = says
		return file, err
	})
	if err != nil {
		return err
	}
	return sendReport(c, file)
}

// saying stands for what an undated report says to its reader, whenever it was made. What was recorded since for others leaves it as it was: then
// the report made before is given again, with the moment by which it knew all this, so that nobody can tell that anything was recorded.
func saying(undated any) (key reportKey, err error) {
	text, err := json.Marshal(undated)
	return sha256.Sum256(text), err
}

// options reads how a form is to be written.
func (q *query) options(form string) report.Options {
	o := report.Options{BOM: q.is("bom"), Strict: q.is("strict")}
	if o.BOM && form != "csv" {
		q.fault("bom", "not_allowed", "goes only with csv")
	}
	if o.Strict && form != "pdf" {
		q.fault("strict", "not_allowed", "goes only with pdf")
	}
	return o
}

// language reads in which language something is to be said: English where nothing is asked for.
func (q *query) language() *language.Language {
	if l := language.Tagged(enum(q, "language", language.Tags())); l != nil {
		return l
	}
	return language.English
}

// exportsAMinute is how many reports in a heavy form a stranger may have made a minute; those that are kept already do not count.
const exportsAMinute = 6

// mayExport counts a report that is to be made in a heavy form against the address of an anonymous caller.
func (a *API) mayExport(c echo.Context, actor workplan.Actor, name string) error {
	if a.exports == nil || !actor.Anonymous() || !slices.Contains([]string{".docx", ".pdf", ".xlsx"}, path.Ext(name)) {
		return nil
	}
	left := a.exports.Take(a.ClientIP(c.Request()))
	if left.Allowed {
		return nil
	}
	return answerRate(c, "exports", left)
}
