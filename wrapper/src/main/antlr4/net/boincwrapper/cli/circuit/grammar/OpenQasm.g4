/*
 * OpenQASM 2.0 and 3.0/3.1, one statement at a time: a file may be longer than memory has room for its tree.
 * Written from the papers and pages that define them: arXiv 1707.03429, and openqasm.com/versions/3.1.
 *
 * In a file of OpenQASM 2, DialectTokens makes names of the words that only OpenQASM 3 keeps for itself,
 * and a power of '^'. What lexes as no word of the language is an Unexpected token, so that every complaint
 * comes from the parser.
 */
grammar OpenQasm;

@lexer::members {
/** An annotation begins a statement; elsewhere '@' follows a modifier of a gate. */
private boolean beginsStatement = true;

@Override
public Token emit() {
  Token token = super.emit();
  switch (token.getType()) {
    case SEMICOLON, LBRACE, RBRACE, Annotation, Pragma, Cal, Defcal -> beginsStatement = true;
    default -> beginsStatement = false;
  }
  return token;
}
}

statement
  : OPENQASM version=(FloatLiteral | IntegerLiteral) SEMICOLON                              # versionLine
  | INCLUDE path=(StringLiteral | BitstringLiteral) SEMICOLON                               # includeFile
  | DEFCALGRAMMAR StringLiteral SEMICOLON                                                   # skipped
  | (Annotation | Pragma | Cal | Defcal)                                                    # skipped
  | QREG Identifier designator? SEMICOLON                                                   # qubits
  | QUBIT designator? Identifier SEMICOLON                                                  # qubits
  | CREG Identifier designator? SEMICOLON                                                   # bits
  | direction=(INPUT | OUTPUT) type Identifier SEMICOLON                                    # parameter
  | CONST? type Identifier (EQUALS value)? SEMICOLON                                        # variable
  | LET Identifier EQUALS expression (CONCAT expression)* SEMICOLON                         # alias
  | GATE Identifier (LPAREN names? RPAREN)? names block                                     # gate
  | OPAQUE Identifier (LPAREN names? RPAREN)? names SEMICOLON                               # opaque
  | DEF Identifier LPAREN (argument (COMMA argument)* COMMA?)? RPAREN (ARROW type)? block   # subroutine
  | EXTERN Identifier LPAREN (argumentType (COMMA argumentType)* COMMA?)? RPAREN
    (ARROW type)? SEMICOLON                                                                 # external
  | modifier* Identifier (LPAREN expressions? RPAREN)? designator? operands SEMICOLON       # gateCall
  | modifier* GPHASE LPAREN expressions? RPAREN operands? SEMICOLON                         # phase
  | measurement (ARROW operand)? SEMICOLON                                                  # measure
  | operand op=(EQUALS | ASSIGN) value SEMICOLON                                            # assign
  | RESET operand SEMICOLON                                                                 # reset
  | BARRIER operands? SEMICOLON                                                             # barrier
  | DELAY designator operands? SEMICOLON                                                    # delay
  | BOX designator? block                                                                   # box
  | block                                                                                   # scope
  | IF LPAREN expression RPAREN statement (ELSE statement)?                                 # branch
  | FOR type Identifier IN (LBRACE expressions RBRACE | LBRACKET range RBRACKET | expression)
    statement                                                                               # loop
  | WHILE LPAREN expression RPAREN statement                                                # whileLoop
  | SWITCH LPAREN expression RPAREN LBRACE switchCase* RBRACE                               # choice
  | (BREAK | CONTINUE | END) SEMICOLON                                                      # jump
  | RETURN value? SEMICOLON                                                                 # giveBack
  | expression SEMICOLON                                                                    # evaluate
  ;

block : LBRACE statement* RBRACE ;

switchCase
  : CASE expressions block
  | DEFAULT block
  ;

names : Identifier (COMMA Identifier)* COMMA? ;

modifier
  : INV AT
  | POW LPAREN expression RPAREN AT
  | (CTRL | NEGCTRL) (LPAREN expression RPAREN)? AT
  ;

argument
  : QREG Identifier designator?
  | QUBIT designator? Identifier
  | CREG Identifier designator?
  | (READONLY | MUTABLE)? type Identifier
  ;

argumentType : (READONLY | MUTABLE)? type | QUBIT designator? | QREG designator? | CREG designator? ;

type
  : (BIT | INT | UINT | FLOAT | ANGLE) designator?
  | BOOL
  | DURATION
  | STRETCH
  | COMPLEX (LBRACKET type RBRACKET)?
  | ARRAY LBRACKET type COMMA (DIM EQUALS expression | expressions) RBRACKET
  ;

designator : LBRACKET expression RBRACKET ;

value
  : expression
  | measurement
  | arrayLiteral
  ;

measurement : MEASURE operand ;

arrayLiteral : LBRACE (item (COMMA item)* COMMA?)? RBRACE ;

item : expression | arrayLiteral ;

operands : operand (COMMA operand)* COMMA? ;

operand
  : Identifier index*
  | HardwareQubit
  ;

index : LBRACKET (LBRACE expressions RBRACE | selector (COMMA selector)* COMMA?) RBRACKET ;

selector : expression | range ;

range : first=expression? COLON second=expression? (COLON third=expression)? ;

expressions : expression (COMMA expression)* COMMA? ;

expression
  : LPAREN expression RPAREN                                                   # parentheses
  | expression index                                                           # indexed
  | <assoc = right> left=expression op=POWER right=expression                  # binary
  | op=(TILDE | NOT | MINUS) expression                                        # unary
  | left=expression op=(ASTERISK | SLASH | PERCENT) right=expression           # binary
  | left=expression op=(PLUS | MINUS) right=expression                         # binary
  | left=expression op=(SHIFT_LEFT | SHIFT_RIGHT) right=expression             # binary
  | left=expression op=(LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) right=expression # binary
  | left=expression op=(SAME | DIFFERENT) right=expression                     # binary
  | left=expression op=AMPERSAND right=expression                              # binary
  | left=expression op=CARET right=expression                                  # binary
  | left=expression op=PIPE right=expression                                   # binary
  | left=expression op=AND right=expression                                    # binary
  | left=expression op=OR right=expression                                     # binary
  | type LPAREN expression RPAREN                                              # cast
  | DURATIONOF LPAREN block RPAREN                                             # durationOf
  | Identifier LPAREN expressions? RPAREN                                      # call
  | (IntegerLiteral | FloatLiteral | TRUE | FALSE | BitstringLiteral
    | ImaginaryLiteral | TimingLiteral)                                        # literal
  | Identifier                                                                 # name
  | HardwareQubit                                                              # hardware
  ;

OPENQASM : 'OPENQASM' ;
INCLUDE : 'include' ;
QREG : 'qreg' ;
CREG : 'creg' ;
GATE : 'gate' ;
OPAQUE : 'opaque' ;
MEASURE : 'measure' ;
RESET : 'reset' ;
BARRIER : 'barrier' ;
IF : 'if' ;

DEFCALGRAMMAR : 'defcalgrammar' ;
QUBIT : 'qubit' ;
INPUT : 'input' ;
OUTPUT : 'output' ;
CONST : 'const' ;
READONLY : 'readonly' ;
MUTABLE : 'mutable' ;
LET : 'let' ;
DEF : 'def' ;
EXTERN : 'extern' ;
GPHASE : 'gphase' ;
DELAY : 'delay' ;
BOX : 'box' ;
ELSE : 'else' ;
FOR : 'for' ;
IN : 'in' ;
WHILE : 'while' ;
SWITCH : 'switch' ;
CASE : 'case' ;
DEFAULT : 'default' ;
BREAK : 'break' ;
CONTINUE : 'continue' ;
END : 'end' ;
RETURN : 'return' ;
INV : 'inv' ;
POW : 'pow' ;
CTRL : 'ctrl' ;
NEGCTRL : 'negctrl' ;
BIT : 'bit' ;
INT : 'int' ;
UINT : 'uint' ;
FLOAT : 'float' ;
ANGLE : 'angle' ;
BOOL : 'bool' ;
DURATION : 'duration' ;
STRETCH : 'stretch' ;
COMPLEX : 'complex' ;
ARRAY : 'array' ;
DURATIONOF : 'durationof' ;
TRUE : 'true' ;
FALSE : 'false' ;

DIM : '#dim' ;
SEMICOLON : ';' ;
COMMA : ',' ;
COLON : ':' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
ARROW : '->' ;
AT : '@' ;
CONCAT : '++' ;
POWER : '**' ;
PLUS : '+' ;
MINUS : '-' ;
ASTERISK : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
CARET : '^' ;
AMPERSAND : '&' ;
PIPE : '|' ;
TILDE : '~' ;
NOT : '!' ;
AND : '&&' ;
OR : '||' ;
SHIFT_LEFT : '<<' ;
SHIFT_RIGHT : '>>' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;
SAME : '==' ;
DIFFERENT : '!=' ;
EQUALS : '=' ;
ASSIGN : '+=' | '-=' | '*=' | '/=' | '&=' | '|=' | '~=' | '^=' | '<<=' | '>>=' | '%=' | '**=' ;

IntegerLiteral
  : Digits
  | '0' [xX] [0-9a-fA-F] [0-9a-fA-F_]*
  | '0' [oO] [0-7] [0-7_]*
  | '0' [bB] [01] [01_]*
  ;
FloatLiteral : Float ;
ImaginaryLiteral : (Digits | Float) [ \t]* 'im' ;
TimingLiteral : (Digits | Float) [ \t]* ('dt' | 'ns' | 'us' | '\u00b5s' | '\u03bcs' | 'ms' | 's') ;
BitstringLiteral : '"' [01] [01_]* '"' ;
StringLiteral : '"' ~["\r\n]* '"' | '\'' ~['\r\n]* '\'' ;
HardwareQubit : '$' [0-9]+ ;
Identifier : Letter (Letter | [0-9])* ;

// Written in another language, which nothing here counts.
Cal : 'cal' [ \t\r\n]* Braces ;
Defcal : 'defcal' [ \t\r\n] ~[{;]* Braces ;
Pragma : '#'? 'pragma' [ \t] ~[\r\n]* ;
// The question comes after the sign: before it, ANTLR would ask it of each word, and remember none of them.
Annotation : '@' {beginsStatement}? [ \t]* Letter ~[\r\n]* ;

Blank : [ \t\r\n\u000c]+ -> skip ;
LineComment : '//' ~[\r\n]* -> skip ;
BlockComment : '/*' .*? '*/' -> skip ;

UnclosedComment : '/*' ;
UnclosedString : ["'] ~["'\r\n]* ;
Unexpected : . ;

fragment Digits : [0-9] [0-9_]* ;
fragment Float
  : Digits '.' Digits? Exponent?
  | '.' Digits Exponent?
  | Digits Exponent
  ;
fragment Exponent : [eE] [+-]? Digits ;
fragment Letter : [_\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{Nl}] ;
fragment Braces : '{' (~[{}] | Braces)* '}' ;
