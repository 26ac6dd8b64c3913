package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/language"
	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// listEditions answers the editions of a plan's report.
//
//	@ID				listEditions
//	@Summary		List the editions of a completion report
//	@Description	The editions that you may see, by number, without their differences; sort=-number gives the latest first. Numbers run through a plan's editions for all
//	@Description	audiences, so that those you see can have gaps.
//	@Tags			reports
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			page							query		pageQuery	false	"Order and page"
//	@Success		200								{object}	Page[ReportEdition]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/editions [get]
func (a *API) listEditions(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "limit", "sort", "cursor")
	page := q.page(workplan.EditionSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.EditionReading], error) {
		return a.Tracker.ListEditions(ctx, actor, c.Param("plan"), page)
	}, listedEditionDTO)
}

// issueEdition issues the completion report as an edition.
//
//	@ID				issueEdition
//	@Summary		Issue an edition of the completion report
//	@Description	For the body's secretariat and co-chairs. The report as it stands is numbered and kept for ever, in every form, with the SHA-256 of each; nothing that is written
//	@Description	later changes it. It shows what its audience may see, whoever issues it. A correction is a further edition: it names the one that it corrects, lists what
//	@Description	differs, and takes over what the request leaves out; an empty list or date there asks for no narrowing or comparison. At most 20 editions of a plan are issued on one day.
//	@Tags			reports
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			edition										body		NewEdition	true	"What is issued, and for whom"
//	@Success		201											{object}	ReportEdition
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/editions [post]
func (a *API) issueEdition(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewEdition) (e tracker.EditionReading, err error) {
		err = a.editions.take(ctx, func() error {
			e, err = a.Tracker.IssueEdition(ctx, actor, c.Param("plan"), in.input(), SetEdition)
			return err
		})
		return e, err
	}, editionResource)
}

// editionWait is how long an edition waits for its turn: one is drawn up at a time, and of a large plan that takes seconds.
const editionWait = 30 * time.Second

// getEdition answers what one edition says of itself.
//
//	@ID				getEdition
//	@Summary		Read an edition
//	@Description	What the edition was made from, who issued it and when, what it corrects, and its forms with the SHA-256 of each.
//	@Tags			reports
//	@Param			plan							path		string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number							path		int		true	"Number of the edition"
//	@Success		200								{object}	ReportEdition
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/editions/{number} [get]
func (a *API) getEdition(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (tracker.EditionReading, error) {
		return a.Tracker.Edition(ctx, actor, c.Param("plan"), number(c))
	}, editionResource)
}

// downloadEdition answers one form of an edition, byte for byte as it was issued.
//
//	@ID				downloadEdition
//	@Summary		Download an edition
//	@Description	One form of the edition, byte for byte as it was issued; its SHA-256 is the ETag, and in the header Repr-Digest.
//	@Tags			reports
//	@Produce		json,html,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/pdf,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/markdown,text/csv
//	@Param			plan							path		string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number							path		int		true	"Number of the edition"
//	@Param			format							path		string	true	"The form"	Enums(json, html, docx, pdf, xlsx, md, csv)
//	@Success		200								{object}	CompletionReport
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/editions/{number}/report.{format} [get]
func (a *API) downloadEdition(c echo.Context, actor workplan.Actor) error {
	return a.sendEdition(c, actor, "report."+c.Param("format"))
}

// downloadEditionStatement answers the statement paragraph of an edition, byte for byte as it was issued.
//
//	@ID				downloadEditionStatement
//	@Summary		Download the statement paragraph of an edition
//	@Description	The statement paragraph as it was issued with the edition; its SHA-256 is the ETag, and in the header Repr-Digest.
//	@Tags			reports
//	@Produce		json,text/markdown,application/vnd.openxmlformats-officedocument.wordprocessingml.document
//	@Param			plan							path		string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number							path		int		true	"Number of the edition"
//	@Param			format							path		string	true	"The form"	Enums(json, md, docx)
//	@Success		200								{object}	Statement
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/editions/{number}/statement.{format} [get]
func (a *API) downloadEditionStatement(c echo.Context, actor workplan.Actor) error {
	return a.sendEdition(c, actor, "statement."+c.Param("format"))
}

// sendEdition answers a file of an edition.
func (a *API) sendEdition(c echo.Context, actor workplan.Actor, file string) error {
	if err := noQuery(c); err != nil {
		return err
	}
	f, err := a.Tracker.EditionFile(c.Request().Context(), actor, c.Param("plan"), number(c), file)
	if err != nil {
		return err
	}
	sum, err := hex.DecodeString(f.Hash)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum)+":")
	sent := reportFile{etag: `"` + f.Hash + `"`, mediaType: f.MediaType, name: f.Name, body: f.Content}
	if strings.HasPrefix(f.MediaType, "text/html") {
		sent.policy = report.PolicyOf(f.Content)
	}
	return sendReport(c, sent)
}

// SetEdition sets a report in every form of an edition: those of the report, with the annex or without, and those of the statement. It gives up
// when the context ends.
func SetEdition(ctx context.Context, r workplan.CompletionReport, annex bool) ([]workplan.EditionBytes, error) {
	var files []workplan.EditionBytes
	add := func(r workplan.CompletionReport, what string, forms []string) error {
		for _, form := range forms {
			if err := ctx.Err(); err != nil {
				return err
			}
			f, err := rendered(r, what, form)
			if err != nil {
				return err
			}
			files = append(files, workplan.EditionBytes{EditionFile: workplan.EditionFile{File: what + "." + form, Name: f.name, MediaType: f.mediaType}, Content: f.body})
		}
		return nil
	}
	if err := add(r, "statement", statementForms); err != nil {
		return nil, err
	}
	if !annex {
		r.Annex = nil
	}
	err := add(r, "report", formNames())
	return files, err
}

// Render sets a report as one of the files of an edition, such as "report.pdf" or "statement.md", under the name by which it is saved. A report
// for a statement comes with its annex.
func Render(r workplan.CompletionReport, file string) (name string, content []byte, err error) {
	what, form, _ := strings.Cut(file, ".")
	f, err := rendered(r, what, form)
	return f.name, f.body, err
}

// rendered is a report or its statement as a file that has a name in every form.
func rendered(r workplan.CompletionReport, what, form string) (reportFile, error) {
	if what == "statement" {
		s := report.NewStatement(r, language.English)
		f, err := makeStatement(s, form)
		f.name = s.FileName(form)
		return f, err
	}
	f, err := makeReport(r, form, report.Options{})
	f.name = report.Format{Name: form}.FileName(r, report.Options{})
	return f, err
}
