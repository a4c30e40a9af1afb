/** A house built wrongly on purpose: each rule of {@link org.reactord.HouseRules} finds something to say about it. */
package org.reactord.wrong;
