# Receipts of packages, on their way back.

incidents-handback-went = It went back by itself:
incidents-handback-under = The receipt is on its way back
incidents-handback-under-why = The other side can be reached. Nothing needs to be carried.
incidents-handback-stays = The receipt did not go back by itself
incidents-handback-carry = The receipt has to be carried
incidents-handback-carry-why = Download the receipt and send it to whoever handed the package over, by the way on which the package came.
incidents-handback-again = Try again
incidents-handback-on-its-way = The receipt is on its way back.
incidents-handback-by-hand = No address of the other side is known. Download the receipt and send it.
incidents-handback-text = Or the text of the receipt
incidents-handback-package-text = Or the text of the package
incidents-handback-text-hint = Pasted as it came, from the first brace to the last.
incidents-handback-missing = Choose the file of the receipt, or paste its text.
