package api

import (
	"io"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/report"
	"fwptracker/internal/workplan"
)

// Statement is the published form of a statement paragraph.
//
//	@Description	Prose about the progress under a plan, for the co-chairs' statement: what the leads reported after one day and up to another.
type Statement struct {
	Plan      string     `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                    // Code of the plan
	AsOf      string     `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`                         // The day up to which reports count
	After     *string    `json:"after" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"` // Reports count that were true after this day; null where no day is recorded
	KnownAt   time.Time  `json:"known_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`       // Only what had been recorded by this moment counts (UTC)
	Edition   *int       `json:"edition" validate:"required" extensions:"x-nullable" example:"2"`                      // Number of the edition with which it was issued; null for one that was not issued
	Audience  Audience   `json:"audience" validate:"required" example:"members"`                                       // For whom the statement is: it says only what they may read
	Sentences []Sentence `json:"sentences" validate:"required"`                                                        // The sentences, in order
} //@name Statement

// Sentence is one sentence of a statement.
//
//	@Description	One sentence, the part of the statement in which it stands, and what it rests on: updates, records of meetings, stages of deliverables, and openings.
type Sentence struct {
	Part      StatementPart `json:"part" validate:"required" example:"reporting"`                                                                            // What it is about
	Text      string        `json:"text" validate:"required" example:"Action item leads Australia and Indonesia reported on the Forward Work Plan 2021-23."` // The sentence; what leads wrote stands in quotation marks
	Updates   []string      `json:"updates" validate:"required" example:"wg-tip-2021-23/3/2"`                                                                // The updates on which it rests, as plan/ref/number: without them it would not be there, or would say less
	Meetings  []string      `json:"meetings" validate:"required" example:"wg-tip-9"`                                                                         // Codes of the meetings whose records it rests on
	Stages    []string      `json:"stages" validate:"required" example:"wg-tip-2017-19/1/1/2"`                                                               // The stages of deliverables on which it rests, each as plan/ref, the deliverable and its number
	Openings  []string      `json:"openings" validate:"required" example:"wg-tip-2024-26/2.3/1"`                                                             // The openings on which it rests, as plan/ref/number
	Proposals []int         `json:"proposals" validate:"required" example:"12"`                                                                              // Numbers of the proposals that it tells of
} //@name Sentence

// StatementPart is the published form of what a sentence is about.
type StatementPart string //@name StatementPart

// The parts of a statement, in order.
const (
	PartAttendance StatementPart = "attendance"
	PartReporting  StatementPart = "reporting"
	PartCompleted  StatementPart = "completed"
	PartDelivered  StatementPart = "delivered"
	PartPlanned    StatementPart = "planned"
	PartOpenings   StatementPart = "openings"
	PartCarried    StatementPart = "carried_over"
	PartProposals  StatementPart = "proposals"
)

func statementDTO(s report.Statement) Statement {
	r := s.Report
	dto := Statement{Plan: r.Plan.Code, AsOf: string(r.AsOf), After: orNull(s.After), KnownAt: r.KnownAt.UTC(), Audience: Audience(r.Audience), Sentences: each(s.Sentences, sentenceDTO)}
	if r.Edition != nil {
		dto.Edition = &r.Edition.Number
	}
	return dto
}

func sentenceDTO(s report.Sentence) Sentence {
	return Sentence{Part: StatementPart(s.Part), Text: s.Text, Updates: each(s.Rests, workplan.StatusUpdate.Name), Meetings: texts(s.Meetings),
		Stages: each(s.Stages, workplan.StageEntry.Name), Openings: texts(s.Openings), Proposals: numbers(s.Proposals)}
}

// statementForms lists the forms of a statement.
var statementForms = []string{"json", "md", "docx"}

// getStatement answers the statement paragraph on a plan.
//
//	@ID				getStatement
//	@Summary		Write the statement paragraph
//	@Description	Who attended the meeting that as_of names, where its record says so and is for the reader; which leads reported, what was completed and with what output, which stages
//	@Description	deliverables reached, what is planned and by when, openings for members, what is carried over: in sentences, each with what it rests on. What was reported after since counts,
//	@Description	or after the last meeting. Members are named in the body's protocol order.
//	@Tags			reports
//	@Produce		json,text/markdown,application/vnd.openxmlformats-officedocument.wordprocessingml.document
//	@Param			plan								path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			format								query		string		false	"The form, whatever Accept says"	Enums(json, md, docx)
//	@Param			since								query		string		false	"What was reported after this date (or meeting:CODE)"
//	@Param			audience							query		string		false	"Only what this audience may see; never wider than what you may see"	Enums(public, members, chairs)
//	@Param			lead								query		[]string	false	"Only items led by any of these members"	collectionFormat(csv)
//	@Param			objective							query		[]int		false	"Only items under these objectives"			collectionFormat(csv)
//	@Param			topic								query		[]string	false	"Only items with any of these topics"		collectionFormat(csv)
//	@Param			language							query		string		false	"The language of the sentences, English where it is left out; quotations stay as they were written"	Enums(en, id)
//	@Param			when								query		whenQuery	false	"Point in time"
//	@Success		200									{object}	Statement
//	@Success		304									"Not modified"
//	@Failure		400,401,403,404,406,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/report/statement [get]
func (a *API) getStatement(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "format", "as_of", "known_at", "since", "audience", "lead", "objective", "topic", "language")
	form, err := acceptedForm(c, enum(q, "format", statementForms), statementForms)
	if err != nil {
		return err
	}
	ask, in := q.report(), q.language()
	ask.WithAnnex = true
	return a.answerReport(c, actor, q, "statement."+form, ask, func(r workplan.CompletionReport) (reportFile, error) {
		return makeStatement(report.NewStatement(r, in), form)
	})
}

// makeStatement renders a statement in a form.
func makeStatement(s report.Statement, form string) (reportFile, error) {
	if form == "json" {
		body, err := encode(statementDTO(s))
		return reportFile{etag: etagOf(0, body), mediaType: mimeJSON, body: body}, err
	}
	f, err := report.Named(form)
	if err != nil {
		return reportFile{}, err
	}
	return fileOf(f.MediaType, s.FileName(form), func(w io.Writer) error { return s.Render(w, form) })
}
