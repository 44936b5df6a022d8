package highlight

import "github.com/alecthomas/chroma/v2"

// kind is the place of a token type in kinds; it is what a token carries.
type kind uint8

const (
	textKind kind = iota
	errorKind
	promptToken
	outputToken
)

// The classes of a session: what they are on is not copied.
const (
	promptClass = "gp"
	outputClass = "go" // what a command prints
)

// kinds lists chroma's token types that rules use: the class each is written with and the ink that the class is drawn in. A
// type drawn in plain ink has no class, so that it costs the page nothing: names, punctuation and white space are half of the
// tokens of a listing. An error is plain too: it is the lexer that did not understand, often a "…" or a <placeholder> that an
// author means, and a reader is not to be alarmed.
var kinds = [...]struct {
	of    chroma.TokenType
	class string
	ink   ink
}{
	textKind:  {chroma.Text, "", plain},
	errorKind: {chroma.Error, "", plain},

	promptToken: {chroma.GenericPrompt, promptClass, prompt},
	outputToken: {chroma.GenericOutput, outputClass, output},

	{chroma.TextWhitespace, "", plain},
	{chroma.TextSymbol, "", plain},
	{chroma.TextPunctuation, "", plain},
	{chroma.Other, "", plain},
	{chroma.None, "", plain},
	{chroma.Keyword, "k", keyword},
	{chroma.KeywordConstant, "kc", constant},
	{chroma.KeywordDeclaration, "kd", keyword},
	{chroma.KeywordNamespace, "kn", keyword},
	{chroma.KeywordPseudo, "kp", constant},
	{chroma.KeywordReserved, "kr", keyword},
	{chroma.KeywordType, "kt", typed},

	{chroma.Name, "", plain},
	{chroma.NameAttribute, "na", typed},
	{chroma.NameBuiltin, "nb", function},
	{chroma.NameBuiltinPseudo, "bp", constant},
	{chroma.NameClass, "nc", typed},
	{chroma.NameConstant, "no", constant},
	{chroma.NameDecorator, "nd", meta},
	{chroma.NameEntity, "ni", constant},
	{chroma.NameException, "ne", mistake},
	{chroma.NameFunction, "nf", function},
	{chroma.NameFunctionMagic, "fm", function},
	{chroma.NameKeyword, "", plain},
	{chroma.NameLabel, "nl", meta},
	{chroma.NameNamespace, "nn", typed},
	{chroma.NameOperator, "", plain},
	{chroma.NameOther, "", plain},
	{chroma.NamePseudo, "", plain},
	{chroma.NameProperty, "py", typed},
	{chroma.NameTag, "nt", keyword},
	{chroma.NameVariable, "nv", variable},
	{chroma.NameVariableAnonymous, "nv", variable},
	{chroma.NameVariableClass, "vc", variable},
	{chroma.NameVariableGlobal, "vg", variable},
	{chroma.NameVariableInstance, "vi", variable},
	{chroma.NameVariableMagic, "vm", variable},

	{chroma.Literal, "l", text},
	{chroma.LiteralDate, "ld", number},
	{chroma.LiteralOther, "l", text},

	{chroma.String, "s", text},
	{chroma.StringAffix, "sa", text},
	{chroma.LiteralStringAtom, "s", text},
	{chroma.LiteralStringBoolean, "s", text},
	{chroma.LiteralStringName, "s", text},
	{chroma.StringBacktick, "sb", text},
	{chroma.StringChar, "sc", text},
	{chroma.StringDelimiter, "dl", text},
	{chroma.StringDoc, "sd", text},
	{chroma.StringDouble, "s2", text},
	{chroma.StringEscape, "se", escaped},
	{chroma.StringHeredoc, "sh", text},
	{chroma.StringInterpol, "si", escaped},
	{chroma.StringOther, "sx", text},
	{chroma.StringRegex, "sr", escaped},
	{chroma.StringSingle, "s1", text},
	{chroma.StringSymbol, "ss", text},

	{chroma.Number, "m", number},
	{chroma.NumberBin, "mb", number},
	{chroma.LiteralNumberByte, "m", number},
	{chroma.NumberFloat, "mf", number},
	{chroma.NumberHex, "mh", number},
	{chroma.NumberInteger, "mi", number},
	{chroma.NumberIntegerLong, "il", number},
	{chroma.NumberOct, "mo", number},

	{chroma.Operator, "", plain},
	{chroma.OperatorWord, "ow", keyword},
	{chroma.OperatorReserved, "or", keyword},
	{chroma.Punctuation, "", plain},

	{chroma.Comment, "c", comment},
	{chroma.CommentHashbang, "ch", comment},
	{chroma.CommentMultiline, "cm", comment},
	{chroma.CommentPreproc, "cp", meta},
	{chroma.CommentPreprocFile, "cpf", meta},
	{chroma.CommentSingle, "c1", comment},
	{chroma.CommentSpecial, "cs", comment},

	{chroma.Generic, "", plain},
	{chroma.GenericDeleted, "gd", deleted},
	{chroma.GenericEmph, "ge", emphasis},
	{chroma.GenericError, "gr", mistake},
	{chroma.GenericHeading, "gh", heading},
	{chroma.GenericInserted, "gi", inserted},
	{chroma.GenericStrong, "gs", strong},
	{chroma.GenericSubheading, "gu", heading},
	{chroma.GenericTraceback, "gt", mistake},
	{chroma.GenericUnderline, "gl", underlined},
}

// kindOf returns the kind of a token type, and false when kinds does not list it.
func kindOf(t chroma.TokenType) (kind, bool) {
	for i := range kinds {
		if kinds[i].of == t {
			return kind(i), true
		}
	}
	return 0, false
}
